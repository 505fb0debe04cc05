package io.decant;

import io.decant.ColumnTask.Treatment;
import io.decant.CompareReport.Side;
import io.decant.ImportPlan.TableTask;
import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.archive.RowDigest;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import io.decant.record.RecordSource;
import io.decant.schema.Column;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One table on one side of a comparison: its columns under their archived names and types, and its records, which can be
 * read as often as needed.
 *
 * @param columns the columns that are compared
 * @param key the names of those that identify a row, empty where the table has no key
 * @param known rows and digest if they are known without reading, else null
 * @param feed pours the records, with exactly these columns, into a sink
 */
record TableSide(
        List<Column> columns, List<String> key, @Nullable Side known, Feed feed) {

    /** Pours all records into a sink. */
    @FunctionalInterface
    interface Feed {
        void into(RecordSink sink);
    }

    /**
     * The archive's rows as an import would write them.
     *
     * @param keys the new keys that an import gave; null if it kept them
     * @param fits counts, each time the rows are read, what the other side cannot hold
     */
    static TableSide ofArchive(
            Archive archive, TableTask task, ImportPlan steps, @Nullable MappedKeys keys, TableFits fits) {
        ManifestTable table = archive.manifest()
                .table(task.match().archived().name())
                .orElseThrow(() -> new IllegalArgumentException("not in the archive: " + task.name()));
        List<Integer> compared = compared(task);
        boolean mapped = keys != null && keys.concern(task, steps);
        Side known = !task.transforms(steps) && !mapped ? new Side(table.rows(), table.digest()) : null;
        return new TableSide(columns(task, compared), task.match().archived().primaryKey(), known, sink -> {
            Projection projection = new Projection(compared, task.columns().size());
            RecordSink projected = record -> sink.accept(projection.of(record));
            RowTransform transform = new RowTransform(
                    table.name(),
                    task.columns(),
                    steps.oldKey().values(),
                    steps.newKey().values(),
                    fits.fields(),
                    keys != null && mapped ? keys.over(task, steps, projected) : projected);
            pour(archive, table, transform);
        });
    }

    /** The target's rows, under the archive's names and types. */
    static TableSide ofDatabase(DatabaseSide database, TableTask task) {
        List<Integer> compared = compared(task);
        List<Column> read = compared.stream()
                .map(i -> task.columns().get(i).match().column())
                .toList();
        boolean[] emptied = new boolean[compared.size()];
        for (int field = 0; field < emptied.length; field++) {
            emptied[field] = task.columns().get(compared.get(field)).treatment() == Treatment.EMPTY;
        }
        return new TableSide(
                columns(task, compared),
                task.match().archived().primaryKey(),
                null,
                sink -> database.read(task.match().target(), read, Emptying.before(sink, emptied)));
    }

    /** The table of a name in an archive; null if it has none. */
    static @Nullable TableSide ofArchive(Archive archive, String label) {
        for (ManifestTable table : archive.manifest().included()) {
            if (archive.manifest().label(table.name()).equals(label)) {
                return new TableSide(
                        table.table().columns(),
                        table.table().primaryKey(),
                        new Side(table.rows(), table.digest()),
                        sink -> pour(archive, table, sink));
            }
        }
        return null;
    }

    /** Columns that an import does not write, or that the target computes from a renamed one, cannot be equal. */
    private static List<Integer> compared(TableTask task) {
        return IntStream.range(0, task.columns().size())
                .filter(i -> task.columns().get(i).proved())
                .boxed()
                .toList();
    }

    private static List<Column> columns(TableTask task, List<Integer> compared) {
        return compared.stream()
                .map(i -> task.columns().get(i).match().archived())
                .toList();
    }

    private static void pour(Archive archive, ManifestTable table, RecordSink sink) {
        RecordBuffer record = new RecordBuffer();
        try (RecordSource records = archive.records(table)) {
            while (records.next(record)) {
                sink.accept(record);
            }
        }
    }

    /** The same side, whose digest is not known before its rows are read. */
    TableSide unknown() {
        return new TableSide(columns, key, null, feed);
    }

    Side side(Cancellation cancellation, Progress progress) {
        if (known != null) {
            progress.advance(known.rows(), 0);
            return known;
        }
        RowDigest digest = new RowDigest("of a comparison", columns);
        Cancellation.Watch watch = cancellation.watch(digest, progress);
        feed.into(watch);
        watch.flush();
        return new Side(digest.rows(), digest.hex());
    }
}
