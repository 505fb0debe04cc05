package io.decant;

import io.decant.dialect.Dialect;
import io.decant.dialect.SetAside;
import io.decant.dialect.WriteSupport.SetBack;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Table;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the database is to check the rows of an import: one by one as they come, or all at once. Chosen by what was asked
 * for and what the target allows, and told in the notes. Not thread-safe, used once.
 */
final class LoadWay {
    /** From here on a query a reference costs less than a check a row. */
    private static final long MANY_ROWS = 1_000;

    private final Connection connection;
    private final Dialect dialect;
    private final ImportOptions options;
    private final Map<Table, Long> coming;
    private @Nullable SetAside setAside;
    private @Nullable SetBack checks;
    private boolean putOff;

    /** @param coming how many rows each table of the target gets */
    LoadWay(Connection connection, Dialect dialect, ImportOptions options, Map<Table, Long> coming) {
        this.connection = connection;
        this.dialect = dialect;
        this.options = options;
        this.coming = coming;
    }

    /**
     * To be called before anything is written.
     *
     * @throws DecantException {@code USAGE} if the product cannot do what was asked for, {@code IMPORT_REFUSED} if the role
     *     may not
     */
    void require() {
        boolean can = !options.exclusive()
                || Failures.guard(
                        dialect,
                        "cannot look whose the tables are",
                        () -> dialect.writes().setsAside(connection, coming.keySet()));
        if (!can) {
            throw new DecantException(
                    ErrorCode.USAGE,
                    "--exclusive drops constraints only where a failed import brings them back, which Decant does on PostgreSQL"
                            + " alone, and the target is " + dialect.product()
                            + ". Nothing was written. Leave --exclusive out; indexes that keep no key you can drop before"
                            + " and make again after");
        }
    }

    /** To be called first in the transaction. */
    void begin() {
        if (options.exclusive()) {
            setAside = Failures.guard(
                    dialect,
                    "cannot have the tables alone",
                    () -> dialect.writes().setAside(connection, coming));
        }
    }

    /**
     * To be called right before the first row goes into the target itself.
     *
     * @param straight whether all tables were empty and are loaded without a detour
     */
    void beginLoading(boolean straight) {
        long rows = coming.values().stream().mapToLong(Long::longValue).sum();
        if (straight && setAside == null && rows >= MANY_ROWS) {
            checks = Failures.guard(
                            dialect,
                            "cannot look how references can be checked",
                            () -> dialect.writes().putChecksOff(connection, coming.keySet()))
                    .orElse(null);
            putOff = checks != null;
        }
    }

    /** To be called when all rows are in, and before they are read back. */
    void end() {
        SetBack check = checks;
        if (check != null) {
            Failures.guard(dialect, "cannot check the references", () -> {
                check.run();
                return true;
            });
        }
        SetAside away = setAside;
        if (away != null) {
            Failures.guard(dialect, "cannot make constraints and indexes again", () -> {
                dialect.writes().makeAgain(connection, away);
                return true;
            });
        }
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (putOff) {
            notes.add(
                    "references were checked by one query each when all rows were in, not row by row: the tables were empty,"
                            + " and this role may set session_replication_role");
        }
        SetAside away = setAside;
        if (away != null) {
            away.dropped()
                    .forEach(line -> notes.add("--exclusive dropped these before the rows, and made them again as they"
                            + " were: " + line));
            if (away.dropped().isEmpty()) {
                notes.add("--exclusive had nothing to drop: too few rows came, or the tables have rows of others");
            }
            away.left().forEach(line -> notes.add("--exclusive left in place: " + line));
        }
        return notes;
    }
}
