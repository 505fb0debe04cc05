package io.decant.server;

import io.decant.plan.TenantKey;
import io.decant.spring.Micros;
import io.decant.spring.Scope;
import io.decant.spring.job.AuditLog;
import io.decant.spring.job.AuditLog.Action;
import io.decant.spring.job.TenantText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tenants' keys, in the job database: any number of them is valid at once, and a revoked one at once no more, in every
 * replica. Thread-safe.
 */
final class Keys {
    /** The name of a key that is given out with the sample. */
    static final String TRIAL = "to try the sample";

    private static final int LONGEST_NAME = 200;
    private static final String COLUMNS = "id, tenant, scopes, name, created_at, revoked_at";

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final Clock clock;

    Keys(JdbcClient jdbc, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A key, without its secret.
     *
     * @param name what it is for; may be empty
     * @param revokedAt null while it is valid
     */
    record Key(
            UUID id,
            TenantKey tenant,
            Set<Scope> scopes,
            String name,
            Instant createdAt,
            @Nullable Instant revokedAt) {}

    /** A key with its secret, which cannot be had again. */
    record Created(Key key, String secret) {
        @Override
        public String toString() {
            return "created " + key.id();
        }
    }

    /**
     * Makes a key.
     *
     * @param name what it is for; the first 200 characters are kept
     * @param by who makes it, for the audit log
     */
    Created create(TenantKey tenant, Set<Scope> scopes, String name, String by) {
        UUID id = UUID.randomUUID();
        String secret = Secret.next(tenant);
        String names = new TreeSet<>(scopes).stream().map(Scope::text).collect(Collectors.joining(","));
        jdbc.sql("INSERT INTO decant_key (id, tenant, scopes, name, secret_hash, created_at) VALUES (?, ?, ?, ?, ?, ?)")
                .params(
                        id.toString(),
                        TenantText.of(tenant),
                        names,
                        name.substring(0, Math.min(LONGEST_NAME, name.length())),
                        Secret.hash(secret),
                        Micros.of(clock.instant()))
                .update();
        audit.add(tenant, by, Action.KEY_CREATED, id, names);
        return new Created(find(id).orElseThrow(), secret);
    }

    /** A tenant's, the oldest first. */
    List<Key> list(TenantKey tenant) {
        return list().stream().filter(key -> key.tenant().equals(tenant)).toList();
    }

    List<Key> list() {
        return jdbc.sql("SELECT " + COLUMNS + " FROM decant_key ORDER BY created_at, id")
                .query(Keys::key)
                .list();
    }

    Optional<Key> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM decant_key WHERE id = ?")
                .param(id.toString())
                .query(Keys::key)
                .optional();
    }

    /** The valid key of this secret. */
    Optional<Key> of(String secret) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM decant_key WHERE secret_hash = ? AND revoked_at IS NULL")
                .param(Secret.hash(secret))
                .query(Keys::key)
                .optional();
    }

    /**
     * Ends a key.
     *
     * @param by who does so, for the audit log
     * @return false if there is no such key, or it was revoked before
     */
    boolean revoke(UUID id, String by) {
        boolean revoked = jdbc.sql("UPDATE decant_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
                        .params(Micros.of(clock.instant()), id.toString())
                        .update()
                == 1;
        if (revoked) {
            find(id).ifPresent(key -> audit.add(key.tenant(), by, Action.KEY_REVOKED, id, null));
        }
        return revoked;
    }

    private static Key key(ResultSet row, int number) throws SQLException {
        long revoked = row.getLong("revoked_at");
        Instant revokedAt = row.wasNull() ? null : Micros.instant(revoked);
        return new Key(
                UUID.fromString(row.getString("id")),
                TenantText.parse(row.getString("tenant")),
                Arrays.stream(row.getString("scopes").split(",", -1))
                        .map(s -> Scope.valueOf(s.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class))),
                row.getString("name"),
                Micros.instant(row.getLong("created_at")),
                revokedAt);
    }
}
