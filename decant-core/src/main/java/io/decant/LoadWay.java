package io.decant;

import io.decant.dialect.Dialect;
import io.decant.dialect.SetAside;
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
    private final Connection connection;
    private final Dialect dialect;
    private final ImportOptions options;
    private final Map<Table, Long> coming;
    private @Nullable SetAside setAside;

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

    /** To be called when all rows are in, and before they are read back. */
    void end() {
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
