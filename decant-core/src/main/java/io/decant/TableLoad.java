package io.decant;

import io.decant.ImportPlan.TableTask;
import io.decant.archive.RowDigest;
import io.decant.dialect.Dialect;
import io.decant.dialect.TableLoader;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import io.decant.record.RecordSource;
import io.decant.schema.Column;
import io.decant.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One table's way into the target: what was written of it, and how many rows. Not thread-safe. */
final class TableLoad {
    private final TableTask task;
    private final TableFits fits;
    private final Dialect dialect;
    private final RowDigest written;
    private final Maxima maxima;
    private final RowTransform transform;
    private final Projection loaded;
    private final Projection proved;
    private @Nullable Table staging;
    private @Nullable RecordSink loader;
    private long inserted;
    private long updated;

    /** @param fits how values go in that the target may not hold */
    TableLoad(TableTask task, ImportPlan plan, Dialect dialect, TableFits fits) {
        this.task = task;
        this.fits = fits;
        this.dialect = dialect;
        this.written = new RowDigest(task.name().toString(), provedColumns());
        this.maxima = new Maxima(task.loadedColumns());
        this.loaded = projection(ColumnTask::loaded);
        this.proved = projection(ColumnTask::proved);
        this.transform = new RowTransform(
                task.match().archived().name(),
                task.columns(),
                plan.oldKey().values(),
                plan.newKey().values(),
                fits.fields(),
                this::take);
    }

    private Projection projection(Predicate<ColumnTask> wanted) {
        List<Integer> fields = IntStream.range(0, task.columns().size())
                .filter(i -> wanted.test(task.columns().get(i)))
                .boxed()
                .toList();
        return new Projection(fields, task.columns().size());
    }

    /** The archived columns whose values are proved, under their archived names: a digest goes by names. */
    List<Column> provedColumns() {
        return task.columns().stream()
                .filter(ColumnTask::proved)
                .map(c -> c.match().archived())
                .toList();
    }

    private void take(RecordBuffer record) {
        written.accept(proved.of(record));
        RecordBuffer row = loaded.of(record);
        maxima.accept(row);
        if (loader == null) {
            throw new IllegalStateException("no loader is open");
        }
        loader.accept(row);
    }

    void stage(Connection connection) throws SQLException {
        staging = dialect.writes().stage(connection, task.match().target(), task.loadedColumns());
    }

    /** The temporary table that the rows go to first, null if they go straight to the target. */
    @Nullable Table staging() {
        return staging;
    }

    /** Loads all records, into the staging table if there is one. */
    void load(Connection connection, RecordSource records, Cancellation cancellation, Progress progress)
            throws SQLException {
        Table into = staging == null ? task.match().target() : staging;
        try (TableLoader opened = dialect.tableLoader(connection, into, task.loadedColumns())) {
            loader = opened;
            pour(records, cancellation, progress);
            long rows = opened.finish();
            if (staging == null) {
                inserted = rows;
            }
        } finally {
            loader = null;
        }
    }

    /** Overwrites the tenant's root row, which is there already. */
    void updateRoot(Connection connection, List<String> key, RecordSource records, Cancellation cancellation)
            throws SQLException {
        RecordBuffer kept = new RecordBuffer();
        loader = row -> {
            if (kept.fields() > 0) {
                throw new DecantException(
                        ErrorCode.CONTENT_WRONG, "table " + task.name() + ": the archive has more than one root row");
            }
            for (int field = 0; field < row.fields(); field++) {
                kept.addFrom(row, field);
            }
        };
        pour(records, cancellation, Progress.NONE);
        loader = null;
        if (kept.fields() > 0) {
            updated = dialect.sql().updateRow(connection, task.match().target(), key, task.loadedColumns(), kept);
        }
    }

    private void pour(RecordSource records, Cancellation cancellation, Progress progress) {
        Cancellation.Watch watch = cancellation.watch(transform, progress);
        RecordBuffer record = new RecordBuffer();
        while (records.next(record)) {
            watch.accept(record);
        }
        watch.flush();
    }

    void inserted(long rows) {
        inserted = rows;
    }

    long inserted() {
        return inserted;
    }

    long updated() {
        return updated;
    }

    TableTask task() {
        return task;
    }

    RowDigest written() {
        return written;
    }

    Maxima maxima() {
        return maxima;
    }

    TableFits fits() {
        return fits;
    }

    RowTransform transform() {
        return transform;
    }
}
