package io.decant.spring.job;

import io.decant.plan.TenantKey;
import io.decant.spring.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who scheduled, downloaded, restored and deleted what, in the job database. A line is written in the transaction of what
 * it tells, where there is one. Thread-safe.
 */
public final class AuditLog {
    /** Whoever does something that nobody asked for: a file that has expired goes. */
    public static final String SERVICE = "decant";

    private static final int LONGEST_CALLER = 200;
    private static final int LONGEST_DETAIL = 400;

    private final JdbcClient jdbc;
    private final Clock clock;

    public AuditLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What was done. The text is stable. */
    public enum Action {
        BACKUP_SCHEDULED,
        BACKUP_CANCELLED,
        BACKUP_DOWNLOADED,
        BACKUP_DELETED,
        RESTORE_OPENED,
        RESTORE_STARTED,
        RESTORE_CANCELLED,
        RESTORE_DELETED,
        KEY_CREATED,
        KEY_REVOKED;

        /** As in {@code backup.scheduled}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '.');
        }
    }

    /**
     * One line.
     *
     * @param caller the name of a person or key, no secret
     * @param action as {@link Action#text()} has it
     * @param subject the id of the job or key
     * @param detail such as the file that was downloaded; null for none
     */
    public record Line(
            Instant at,
            TenantKey tenant,
            String caller,
            String action,
            String subject,
            @Nullable String detail) {}

    /** @param detail no row value; null for none */
    public void add(TenantKey tenant, String caller, Action action, UUID subject, @Nullable String detail) {
        jdbc.sql("INSERT INTO decant_audit (id, happened_at, tenant, tenant_hash, caller, action, subject, detail)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        UUID.randomUUID().toString(),
                        Micros.of(clock.instant()),
                        TenantText.of(tenant),
                        TenantText.hash(tenant),
                        cut(caller, LONGEST_CALLER),
                        action.text(),
                        subject.toString())
                .param(detail == null ? null : cut(detail, LONGEST_DETAIL))
                .update();
    }

    /** A tenant's lines, the newest first. */
    public List<Line> list(TenantKey tenant, int most) {
        return jdbc.sql("SELECT happened_at, tenant, caller, action, subject, detail FROM decant_audit"
                        + " WHERE tenant_hash = ? ORDER BY happened_at DESC, id")
                .param(TenantText.hash(tenant))
                .withMaxRows(most)
                .query(AuditLog::line)
                .list();
    }

    /** Deletes lines that are older. @return how many */
    int forget(Duration age) {
        return jdbc.sql("DELETE FROM decant_audit WHERE happened_at < ?")
                .param(Micros.of(clock.instant().minus(age)))
                .update();
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                Micros.instant(row.getLong("happened_at")),
                TenantText.parse(row.getString("tenant")),
                row.getString("caller"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"));
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
