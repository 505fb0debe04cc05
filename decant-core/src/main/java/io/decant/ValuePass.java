package io.decant;

import io.decant.ColumnTask.Treatment;
import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.dialect.Dialect;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSource;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads, before anything is written, those tables of an archive that have values in doubt, so that one refusal names every
 * column whose values do not fit, with the number of rows.
 */
final class ValuePass {
    private final Archive archive;
    private final Dialect dialect;
    private final Cancellation cancellation;
    private final Progress progress;

    ValuePass(Archive archive, Dialect dialect, Cancellation cancellation, Progress progress) {
        this.archive = archive;
        this.dialect = dialect;
        this.cancellation = cancellation;
        this.progress = progress;
    }

    /**
     * @param lossy whether values may be changed by the rules
     * @return how the values of each table go in, by the table's name in the target
     * @throws DecantException {@code VALUE_UNREPRESENTABLE} if values do not fit and no rule makes them fit, or none may be
     *     used
     */
    Map<TableName, TableFits> run(ImportPlan plan, boolean lossy) {
        Map<TableName, TableFits> fits = new HashMap<>();
        List<String> unfit = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        String source = archive.manifest().source().product();
        progress.begin("look at values", -1, -1);
        for (ImportPlan.TableTask task : plan.tables()) {
            TableFits table = TableFits.of(task, dialect, source);
            if (table.inDoubt()) {
                look(table);
                unfit.addAll(table.unfit());
                table.losses().forEach(loss -> changed.add("table " + loss.line()));
                table = table.found();
            }
            fits.put(task.name(), table);
        }
        if (!unfit.isEmpty() || (!lossy && !changed.isEmpty())) {
            throw refusal(unfit, lossy ? List.of() : changed);
        }
        return fits;
    }

    private void look(TableFits table) {
        RecordBuffer scratch = new RecordBuffer();
        List<ColumnTask> columns = table.task().columns();
        Cancellation.Watch watch = cancellation.watch(
                record -> {
                    if (stays(record, columns)) {
                        table.look(record, scratch);
                    }
                },
                progress);
        try (RecordSource records = archive.records(archived(table))) {
            RecordBuffer record = new RecordBuffer();
            while (records.next(record)) {
                watch.accept(record);
            }
        }
        watch.flush();
    }

    /** Rows that a rename leaves out lose nothing else. */
    private static boolean stays(RecordBuffer record, List<ColumnTask> columns) {
        for (int field = 0; field < columns.size(); field++) {
            if (columns.get(field).treatment() == Treatment.SKIP_ROW && !record.isNull(field)) {
                return false;
            }
        }
        return true;
    }

    private ManifestTable archived(TableFits table) {
        TableName name = table.task().match().archived().name();
        return archive.manifest()
                .table(name)
                .orElseThrow(() -> new IllegalStateException("no table " + name + " in the manifest"));
    }

    private static DecantException refusal(List<String> unfit, List<String> changed) {
        StringBuilder message = new StringBuilder("the target cannot hold all values exactly, so nothing was written:");
        unfit.forEach(line -> message.append("\n  ").append(line));
        changed.forEach(line -> message.append("\n  ").append(line));
        if (!changed.isEmpty()) {
            message.append(
                    "\nWith --allow lossy the values whose line ends in what is done to them go in so, and are counted");
        }
        if (!unfit.isEmpty()) {
            message.append(
                    "\nChange the columns' types in the target, or leave them out by the model (onImport: null or"
                            + " drop)");
        }
        return new DecantException(ErrorCode.VALUE_UNREPRESENTABLE, message.toString());
    }
}
