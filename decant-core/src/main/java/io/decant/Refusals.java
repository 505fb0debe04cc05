package io.decant;

import io.decant.ImportReport.Refusal;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that stands against an import, so that all of it is told at once. Not thread-safe. */
final class Refusals {
    private final List<Refusal> found = new ArrayList<>();

    /** @param why in words, with no row value */
    void add(TableLoad load, String why, long rows) {
        add(load.task().name(), why, rows);
        load.tally().refused(rows);
    }

    void add(TableName table, String why, long rows) {
        found.add(new Refusal(table, why, rows));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Refusal> all() {
        return List.copyOf(found);
    }

    /** @throws DecantException {@code IMPORT_COLLISION} with all of them */
    void throwIfAny(String what, String next) {
        if (!found.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_COLLISION,
                    what + ": " + found.stream().map(Refusal::toString).collect(Collectors.joining("; ")) + ". "
                            + next);
        }
    }
}
