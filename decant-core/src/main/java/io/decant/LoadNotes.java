package io.decant;

import io.decant.schema.Table;
import java.util.ArrayList;
import java.util.List;

/** What people should know of one table's load, beside its numbers. */
final class LoadNotes {
    /** From here on building an index costs less than growing it. */
    private static final long MANY_ROWS = 1_000_000;

    private LoadNotes() {}

    /**
     * @param rows how many the archive has
     * @param exclusive whether indexes were out of the way where they could be
     */
    static List<String> of(TableLoad load, long rows, boolean exclusive) {
        List<String> notes = new ArrayList<>();
        Tally tally = load.tally();
        if (tally.extra() > tally.deleted()) {
            notes.add(load.task().name() + ": " + (tally.extra() - tally.deleted())
                    + " rows of the tenant are not in the archive, and stay; --delete-extra removes them");
        }
        if (!exclusive && rows >= MANY_ROWS && bareIndexes(load) > 0) {
            notes.add(load.task().name() + ": its rows went through " + bareIndexes(load)
                    + " indexes beside its keys; for as many rows it is faster to drop those before the import and to"
                    + " build them again after it, which Decant does not do unasked");
        }
        long skipped = load.transform().skipped();
        if (skipped > 0) {
            notes.add(load.task().name() + ": " + skipped + " rows were left out, as the model says for a rename");
        }
        long[] mentions = load.transform().mentions();
        for (int field = 0; field < mentions.length; field++) {
            if (mentions[field] > 0) {
                notes.add(load.task().name() + ", column "
                        + load.task().columns().get(field).match().target().name() + ": " + mentions[field]
                        + " values mention the old name; a rename does not change them");
            }
        }
        return notes;
    }

    /** Indexes that keep no key, and so could be missing for a while. */
    private static int bareIndexes(TableLoad load) {
        Table table = load.task().match().target();
        return (int) table.indexes().stream()
                .filter(index ->
                        !index.equals(table.primaryKey()) && !table.uniqueKeys().contains(index))
                .count();
    }
}
