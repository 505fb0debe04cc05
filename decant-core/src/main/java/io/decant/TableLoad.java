package io.decant;

import io.decant.ColumnTask.Treatment;
import io.decant.ImportPlan.TableTask;
import io.decant.archive.ManifestTable;
import io.decant.archive.RowDigest;
import io.decant.dialect.Dialect;
import io.decant.dialect.KeyUse;
import io.decant.dialect.TableLoader;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import io.decant.schema.Column;
import io.decant.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One table on its way into the target: where its rows go first, what they become, and what came of them. Not thread-safe.
 */
final class TableLoad {
    private final TableTask task;
    private final TableFits fits;
    private final Dialect dialect;
    private final @Nullable RowDigest written;
    private final ManifestTable archived;
    private final Maxima maxima;
    private final RowTransform transform;
    private final Projection loaded;
    private final Projection proved;
    private final Tally tally = new Tally();
    private @Nullable Table staging;
    private @Nullable Table mapped;
    private List<KeyUse> uses = List.of();
    private @Nullable RecordSink loader;
    private int largest;

    /**
     * @param fits how values go in that the target may not hold
     * @param archived the table as the manifest has it
     */
    TableLoad(TableTask task, ImportPlan plan, Dialect dialect, TableFits fits, ManifestTable archived) {
        this.task = task;
        this.fits = fits;
        this.dialect = dialect;
        this.archived = archived;
        this.written = goesInAsArchived(plan) ? null : new RowDigest(task.name().toString(), provedColumns());
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

    /**
     * Whether every field of every row is written and proved as it is in the archive: then what is written has the digest
     * that the manifest gives. That the manifest is right about it is the {@link Verification}'s business, and that the same
     * bytes are read again is that of the parts' hashes.
     */
    private boolean goesInAsArchived(ImportPlan plan) {
        return !plan.renames()
                && !fits.any()
                && task.columns().stream().allMatch(c -> c.treatment() == Treatment.KEEP && c.proved());
    }

    private void take(RecordBuffer record) {
        largest = Math.max(largest, record.size());
        if (written != null) {
            written.accept(proved.of(record));
        }
        RecordBuffer row = loaded.of(record);
        maxima.accept(row);
        if (loader == null) {
            throw new IllegalStateException("no loader is open");
        }
        loader.accept(row);
    }

    /**
     * Makes the temporary tables that the rows go to first.
     *
     * @param keyUses columns whose keys are replaced on the way, mostly none
     */
    void stage(Connection connection, List<KeyUse> keyUses) throws SQLException {
        uses = List.copyOf(keyUses);
        staging = dialect.writes().stage(connection, task.match().target(), task.loadedColumns());
        mapped = uses.isEmpty()
                ? staging
                : dialect.writes().stage(connection, task.match().target(), task.loadedColumns());
    }

    boolean staged() {
        return staging != null;
    }

    /** The rows with the archive's own keys. */
    Table staging() {
        return required(staging);
    }

    /** The rows with the keys that they get. */
    Table rows() {
        return required(mapped);
    }

    private Table required(@Nullable Table table) {
        if (table == null) {
            throw new IllegalStateException(task.name() + " is not staged");
        }
        return table;
    }

    /** The temporary tables that were made. */
    List<Table> temporary() {
        List<Table> made = new ArrayList<>();
        if (staging != null) {
            made.add(staging);
        }
        if (mapped != null && !mapped.equals(staging)) {
            made.add(mapped);
        }
        return made;
    }

    /** Columns whose keys are replaced. */
    List<KeyUse> uses() {
        return uses;
    }

    /**
     * Loads all records, into the staging table if there is one.
     *
     * @param records hands each record to the sink that it is given
     */
    void load(Connection connection, Consumer<RecordSink> records, Cancellation cancellation, Progress progress)
            throws SQLException {
        Table into = staging == null ? task.match().target() : staging;
        try (TableLoader opened = dialect.tableLoader(connection, into, task.loadedColumns())) {
            loader = opened;
            pour(records, cancellation, progress);
            long rows = opened.finish();
            if (staging == null) {
                tally.inserted(rows);
            }
        } finally {
            loader = null;
        }
        if (staging != null) {
            dialect.writes().filled(connection, staging);
        }
    }

    private void pour(Consumer<RecordSink> records, Cancellation cancellation, Progress progress) {
        Cancellation.Watch watch = cancellation.watch(transform, progress);
        records.accept(watch);
        watch.flush();
    }

    /** Bytes of the largest record that was loaded. */
    int largest() {
        return largest;
    }

    Tally tally() {
        return tally;
    }

    TableTask task() {
        return task;
    }

    /** How many rows are to be read back. */
    long writtenRows() {
        return written == null ? archived.rows() : written.rows();
    }

    /** The digest that they have to have, 64 hex digits. */
    String writtenDigest() {
        return written == null ? archived.digest() : written.hex();
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
