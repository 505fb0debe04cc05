package io.decant;

import io.decant.AuditReport.Finding;
import io.decant.ImportOptions.Triggers;
import io.decant.ImportPlan.TableTask;
import io.decant.ImportReport.ImportedTable;
import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.archive.RowDigest;
import io.decant.dialect.Dialect;
import io.decant.dialect.RowQuery;
import io.decant.dialect.WriteSupport;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.plan.ExportPlan;
import io.decant.plan.TenantKey;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSource;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One import, after everything that can be checked without writing has been checked: staging, one transaction, proof,
 * commit. Not thread-safe, used once.
 */
final class ImportRun {
    private static final Set<Kind> WOULD_LEAK = EnumSet.of(Kind.FOREIGN, Kind.DANGLING);

    private final DataSource target;
    private final Connection connection;
    private final Catalog catalog;
    private final Dialect dialect;
    private final WriteSupport writes;
    private final ImportPlan plan;
    private final @Nullable ExportPlan model;
    private final ImportOptions options;
    private final Archive archive;
    private final Progress progress;
    private final Cancellation cancellation = new Cancellation();
    private final CycleBreaks cycles;
    private final Map<TableName, TableLoad> loads = new LinkedHashMap<>();

    /**
     * @param target for what has to happen on a connection of its own
     * @param connection in auto-commit mode
     * @param model the target's plan, null without a model
     */
    ImportRun(
            DataSource target,
            Connection connection,
            Catalog catalog,
            ImportPlan plan,
            @Nullable ExportPlan model,
            ImportOptions options,
            Archive archive,
            Progress progress) {
        this.target = target;
        this.connection = connection;
        this.catalog = catalog;
        this.dialect = catalog.dialect();
        this.writes = dialect.writes();
        this.plan = plan;
        this.model = model;
        this.options = options;
        this.archive = archive;
        this.progress = progress;
        this.cycles = CycleBreaks.of(plan.order(), plan, writes);
        plan.tables().forEach(t -> loads.put(t.name(), new TableLoad(t, plan, dialect)));
    }

    ImportReport run() {
        TargetChecks checks = new TargetChecks(connection, catalog);
        TargetChecks.triggers(plan, options.triggers());
        guard(
                "cannot look at the tables' engines",
                () -> writes.requireTransactions(
                        connection,
                        plan.tables().stream().map(t -> t.match().target()).toList()));
        boolean rootIsThere = false;
        if (model == null) {
            checks.allEmpty(plan);
        } else {
            rootIsThere = checks.onlyRootRow(model, plan.newKey());
        }
        for (TableLoad load : loads.values()) {
            boolean updates = rootIsThere && isRoot(load.task());
            if (!updates && (cycles.needsStaging(load.task().name()) || checks.hasRows(load.task()))) {
                guard("cannot make a temporary table for " + load.task().name(), () -> load.stage(connection));
            }
        }
        if (writes.sequencesOutside() && !options.dryRun()) {
            advanceSequencesOutside();
        }
        guard("cannot begin the transaction", () -> writes.begin(connection));
        try {
            List<ImportedTable> tables = insideTransaction(rootIsThere);
            guard("cannot end the transaction", () -> {
                writes.beforeCommit(connection);
                if (options.dryRun()) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            });
            return new ImportReport(options.dryRun(), plan.renames(), tables, notes(rootIsThere));
        } catch (RuntimeException failure) {
            Failures.closeAfter(failure, connection::rollback);
            throw failure;
        }
    }

    private List<ImportedTable> insideTransaction(boolean rootIsThere) {
        if (options.triggers() == Triggers.OFF) {
            List<Table> tables =
                    plan.tables().stream().map(t -> t.match().target()).toList();
            guard("cannot switch triggers off", () -> writes.triggersOff(connection, tables));
        }
        new BornWith(connection, catalog, plan).remove();
        progress.begin("load", -1, -1);
        loads.values().stream().filter(l -> l.staging() != null).forEach(this::pour);
        refuseCollisions();
        for (TableLoad load : loads.values()) {
            if (load.staging() != null) {
                copyFromStaging(load);
            } else if (rootIsThere && isRoot(load.task())) {
                updateRoot(load);
            } else {
                pour(load);
            }
        }
        loads.values().forEach(this::fillSecondPass);
        proveOwnership();
        progress.begin("read back", -1, -1);
        List<ImportedTable> proved = loads.values().stream().map(this::prove).toList();
        // Last, since a rollback does not take it back: what an unproved archive claims must not use up the numbers.
        if (!writes.sequencesOutside()) {
            loads.values()
                    .forEach(load -> guard(
                            "cannot move the sequences of " + load.task().name(),
                            () -> writes.advanceSequences(
                                    connection,
                                    load.task().match().target(),
                                    load.maxima().byColumn())));
        }
        return proved;
    }

    private void pour(TableLoad load) {
        cancellation.check();
        try (RecordSource source = archive.records(archived(load))) {
            guard("cannot load " + load.task().name(), () -> load.load(connection, source, cancellation, progress));
        }
    }

    private void updateRoot(TableLoad load) {
        try (RecordSource source = archive.records(archived(load))) {
            guard(
                    "cannot update " + load.task().name(),
                    () -> load.updateRoot(connection, rootKey(), source, cancellation));
        }
    }

    private ManifestTable archived(TableLoad load) {
        TableName name = load.task().match().archived().name();
        return archive.manifest()
                .table(name)
                .orElseThrow(() -> new IllegalStateException("no table " + name + " in the manifest"));
    }

    private boolean isRoot(TableTask task) {
        return model != null
                && model.root().map(r -> r.name().equals(task.name())).orElse(false);
    }

    private List<String> rootKey() {
        return model == null
                ? List.of()
                : model.keyColumns().stream().map(Column::name).toList();
    }

    private void refuseCollisions() {
        List<String> collisions = new ArrayList<>();
        for (TableLoad load : loads.values()) {
            Table staging = load.staging();
            if (staging == null) {
                continue;
            }
            for (List<String> key : keys(load.task().match().target())) {
                long rows = Failures.guard(
                        dialect,
                        "cannot look for collisions in " + load.task().name(),
                        () -> dialect.sql()
                                .collisions(
                                        connection, staging, load.task().match().target(), key));
                if (rows > 0) {
                    collisions.add(load.task().name() + " (" + String.join(", ", key) + "): " + rows
                            + (rows == 1 ? " row" : " rows"));
                }
            }
        }
        if (!collisions.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_COLLISION,
                    "the target holds other rows with the same key: " + String.join("; ", collisions)
                            + ". Nothing was written");
        }
    }

    private static List<List<String>> keys(Table table) {
        List<List<String>> keys = new ArrayList<>(table.uniqueKeys());
        if (!table.primaryKey().isEmpty()) {
            keys.add(0, table.primaryKey());
        }
        Set<String> columns = table.columns().stream().map(Column::name).collect(Collectors.toSet());
        return keys.stream().filter(columns::containsAll).toList();
    }

    private void copyFromStaging(TableLoad load) {
        Table staging = load.staging();
        if (staging == null) {
            return;
        }
        Table into = load.task().match().target();
        List<String> columns =
                load.task().loadedColumns().stream().map(Column::name).toList();
        Set<String> second = cycles.secondPass(into.name());
        Optional<ForeignKey> level = cycles.level(into.name());
        long rows = Failures.guard(
                dialect,
                "cannot load " + into.name(),
                () -> level.isPresent()
                        ? dialect.sql().insertByLevels(connection, staging, into, columns, second, level.get())
                        : dialect.sql().insert(connection, staging, into, columns, second));
        load.inserted(rows);
    }

    private void fillSecondPass(TableLoad load) {
        Table staging = load.staging();
        Table into = load.task().match().target();
        Set<String> second = cycles.secondPass(into.name());
        if (staging != null && !second.isEmpty()) {
            guard(
                    "cannot set the references of " + into.name(),
                    () -> dialect.sql().update(connection, staging, into, into.identifyingKey(), List.copyOf(second)));
        }
    }

    /** Identities are moved on a connection of their own, so their maxima have to be known before the transaction. */
    private void advanceSequencesOutside() {
        for (TableLoad load : loads.values()) {
            List<Column> columns = load.task().match().columns().stream()
                    .map(TableMatch.ColumnMatch::target)
                    .toList();
            if (columns.stream().noneMatch(Maxima::concern)) {
                continue;
            }
            Maxima maxima = new Maxima(columns);
            try (RecordSource source = archive.records(archived(load))) {
                RecordBuffer record = new RecordBuffer();
                while (source.next(record)) {
                    maxima.accept(record);
                }
            }
            guard("cannot move the identities of " + load.task().name(), () -> {
                try (Connection own = target.getConnection()) {
                    writes.advanceSequences(own, load.task().match().target(), maxima.byColumn());
                }
            });
        }
    }

    /** Rows that name another tenant's rows would show up here, whatever the archive claims. */
    private void proveOwnership() {
        if (model == null) {
            return;
        }
        List<Finding> findings = OwnershipProof.run(connection, catalog, model, plan.newKey()).findings().stream()
                .filter(f -> WOULD_LEAK.contains(f.kind()))
                .toList();
        if (!findings.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "rows of the archive name parents that are not the tenant's: "
                            + findings.stream()
                                    .map(f -> f.table() + ": " + f.rows() + " (" + f.explanation() + ")")
                                    .collect(Collectors.joining("; "))
                            + ". Nothing was written");
        }
    }

    private ImportedTable prove(TableLoad load) {
        TableTask task = load.task();
        List<Column> columns = task.columns().stream()
                .filter(ColumnTask::proved)
                .map(c -> c.match().column())
                .toList();
        TenantKey whose = model == null ? null : plan.newKey();
        RowQuery query = catalog.query(task.match().target(), columns, task.filter(), whose, false);
        RowDigest readBack = new RowDigest(task.name().toString(), load.provedColumns());
        Cancellation.Watch watch = cancellation.watch(readBack, progress);
        Failures.guard(
                dialect,
                "cannot read back " + task.name(),
                () -> dialect.rowReader(connection, query).read(watch));
        watch.flush();
        RowDigest written = load.written();
        if (readBack.rows() != written.rows() || !readBack.hex().equals(written.hex())) {
            throw new DecantException(
                    ErrorCode.PROOF_FAILED,
                    "table " + task.name() + ": " + written.rows() + " rows were written and " + readBack.rows()
                            + " are the tenant's when read back"
                            + (readBack.rows() == written.rows() ? ", with other content" : "")
                            + ". Everything was rolled back. Something in the target changes or hides rows (a trigger, a"
                            + " default, a collation), or the archive holds rows that are not the tenant's");
        }
        return new ImportedTable(
                task.name(),
                written.rows() + load.transform().skipped(),
                load.inserted(),
                load.updated(),
                archived(load).digest(),
                written.hex(),
                readBack.hex());
    }

    private List<String> notes(boolean rootIsThere) {
        List<String> notes = new ArrayList<>();
        if (rootIsThere) {
            notes.add("the tenant's root row was there already, and now is as in the archive");
        }
        for (TableLoad load : loads.values()) {
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
        }
        return notes;
    }

    /** Work that a driver may fail. */
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }

    private void guard(String doing, Step step) {
        Failures.guard(dialect, doing, () -> {
            step.run();
            return true;
        });
    }
}
