package io.decant;

import io.decant.AuditReport.Finding;
import io.decant.ImportOptions.OnConflict;
import io.decant.ImportOptions.Triggers;
import io.decant.ImportPlan.TableTask;
import io.decant.ImportReport.ImportedTable;
import io.decant.archive.Archive;
import io.decant.archive.KeyMapFile;
import io.decant.archive.ManifestTable;
import io.decant.dialect.Dialect;
import io.decant.dialect.KeyUse;
import io.decant.dialect.StagedSql;
import io.decant.dialect.WriteSupport;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.plan.ExportPlan;
import io.decant.plan.KeySource.Fresh;
import io.decant.plan.SharedRows;
import io.decant.record.Growth;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSource;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
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
    private final Drift drift;
    private final ImportOptions options;
    private final Archive archive;
    private final Verification verification;
    private final Progress progress;
    private final Runnable beforeCommit;
    private final Cancellation cancellation = new Cancellation();
    private final CycleBreaks cycles;
    private final KeyMaps maps;
    private final ExtraRows extras;
    private final Refusals refusals = new Refusals();
    private final Map<TableName, TableLoad> loads = new LinkedHashMap<>();
    private final LoadWay way;
    private final ArchiveRecords records;
    private final boolean merges;
    private boolean rootIsThere;

    /**
     * @param target for what has to happen on a connection of its own
     * @param connection in auto-commit mode
     * @param model the target's plan, null without a model
     * @param drift what the target cannot hold as it is
     * @param verification which the first question about staged rows waits for, and the commit
     */
    ImportRun(
            DataSource target,
            Connection connection,
            Catalog catalog,
            ImportPlan plan,
            @Nullable ExportPlan model,
            Drift drift,
            ImportOptions options,
            Archive archive,
            Verification verification,
            Progress progress,
            Runnable beforeCommit) {
        this.target = target;
        this.connection = connection;
        this.catalog = catalog;
        this.dialect = catalog.dialect();
        this.writes = dialect.writes();
        this.plan = plan;
        this.model = model;
        this.drift = drift;
        this.options = options;
        this.archive = archive;
        this.verification = verification;
        this.progress = progress;
        this.beforeCommit = beforeCommit;
        this.cycles = CycleBreaks.of(plan.order(), plan, writes);
        this.maps = new KeyMaps(connection, catalog, plan);
        this.extras = new ExtraRows(connection, catalog, plan.newKey());
        this.merges = options.onConflict() != OnConflict.FAIL;
        plan.tables().forEach(t -> loads.put(t.name(), new TableLoad(t, plan, dialect, drift.of(t), archived(t))));
        this.records = new ArchiveRecords(archive, options.jobs());
        this.way = new LoadWay(connection, dialect, options, coming());
    }

    private Map<Table, Long> coming() {
        Map<Table, Long> rows = new LinkedHashMap<>();
        loads.values()
                .forEach(load ->
                        rows.put(load.task().match().target(), archived(load).rows()));
        return rows;
    }

    ImportReport run() {
        TargetChecks checks = new TargetChecks(connection, catalog);
        way.require();
        TargetChecks.triggers(plan, options.triggers());
        guard(
                "cannot look at the tables' engines",
                () -> writes.requireTransactions(
                        connection,
                        plan.tables().stream().map(t -> t.match().target()).toList()));
        if (model == null) {
            checks.allEmpty(plan);
        } else if (!merges) {
            rootIsThere = checks.onlyRootRow(model, plan.newKey(), refusals);
            if (!refusals.isEmpty()) {
                refusals.all()
                        .forEach(r -> Optional.ofNullable(loads.get(r.table()))
                                .ifPresent(load -> load.tally().refused(r.rows())));
                return refuse(
                        "the tenant is in the target already, with more than its root row",
                        "Give it another name with --as, say --on-conflict skip or update, or remove those rows first");
            }
        }
        try (KeyMapFile.Writer keyMap =
                options.keyMap() == null || options.dryRun() ? null : KeyMapFile.write(options.keyMap())) {
            stage(checks);
            prepareNumbers();
            guard("cannot begin the transaction", () -> writes.begin(connection));
            ImportReport report = inTransaction(keyMap);
            if (keyMap != null) {
                keyMap.finish();
            }
            return report;
        }
    }

    private void stage(TargetChecks checks) {
        List<TableName> filled = loads.values().stream()
                .map(TableLoad::task)
                .filter(checks::hasRows)
                .map(TableTask::name)
                .toList();
        maps.create(filled);
        for (TableLoad load : loads.values()) {
            TableName name = load.task().name();
            List<KeyUse> uses = maps.uses(name);
            if (merges || !uses.isEmpty() || cycles.needsStaging(name) || filled.contains(name)) {
                guard("cannot make a temporary table for " + name, () -> load.stage(connection, uses));
            }
            boolean hasOwn = load.task().shared().filter(SharedRows::all).isEmpty();
            if (options.onConflict() == OnConflict.UPDATE && hasOwn) {
                extras.create(load);
            }
        }
    }

    /** To be called when the transaction has ended: a pool would hand the temporary tables to the next user. */
    void unstage() throws SQLException {
        List<Table> temporary = new ArrayList<>(maps.temporary());
        temporary.addAll(extras.temporary());
        loads.values().forEach(load -> temporary.addAll(load.temporary()));
        for (Table table : temporary) {
            dialect.sql().unstage(connection, table);
        }
    }

    /** Where moving a counter commits, it has to be moved before the transaction and on another connection. */
    private void prepareNumbers() {
        if (writes.reservesOutside() && !maps.isEmpty()) {
            guard("cannot reserve keys", () -> {
                try (Connection own = target.getConnection()) {
                    maps.reserve(own, archivedRows(), !options.dryRun());
                }
            });
        }
        if (writes.sequencesOutside() && !options.dryRun()) {
            advanceSequencesOutside();
        }
    }

    private Map<TableName, Long> archivedRows() {
        Map<TableName, Long> rows = new HashMap<>();
        loads.forEach((name, load) -> rows.put(name, archived(load).rows()));
        return rows;
    }

    private ImportReport inTransaction(KeyMapFile.@Nullable Writer keyMap) {
        try {
            ImportReport report = insideTransaction();
            if (keyMap != null) {
                writeKeyMap(keyMap);
            }
            if (report.accepted()) {
                guard("cannot end the transaction", () -> writes.beforeCommit(connection));
                if (!options.dryRun()) {
                    beforeCommit.run();
                }
            }
            guard("cannot end the transaction", options.dryRun() ? connection::rollback : this::commit);
            return report;
        } catch (RuntimeException failure) {
            Failures.closeAfter(failure, connection::rollback);
            throw failure;
        }
    }

    /** A server that committed, and could not say so any more, has the rows. */
    private void commit() throws SQLException {
        try {
            connection.commit();
        } catch (SQLException failure) {
            String state = failure.getSQLState();
            if (state != null && state.startsWith("08")) {
                throw new DecantException(
                        ErrorCode.DATABASE,
                        "the connection broke while the import was being committed, so it is not known whether the rows are"
                                + " in the target: all of them are, or none. Look with decant compare, and import again if"
                                + " they are not",
                        failure);
            }
            throw failure;
        }
    }

    private ImportReport insideTransaction() {
        way.begin();
        if (options.triggers() == Triggers.OFF) {
            List<Table> tables =
                    plan.tables().stream().map(t -> t.match().target()).toList();
            guard("cannot switch triggers off", () -> writes.triggersOff(connection, tables));
        }
        if (!merges) {
            new BornWith(connection, catalog, plan).remove();
        }
        beginLoad(loads.values());
        List<TableLoad> staged =
                loads.values().stream().filter(TableLoad::staged).toList();
        staged.forEach(this::pour);
        if (!staged.isEmpty()) {
            verification.require();
        }
        decide(staged);
        if (refusals.isEmpty() && options.deleteExtra()) {
            extras.removeWhatNobodyNames();
            extras.refuseWhereTheyHold(refusals);
        }
        if (!refusals.isEmpty()) {
            return refuse(
                    "keys of the archive meet other rows in the target, or references lead nowhere",
                    "Nothing was written");
        }
        if (!staged.isEmpty() && staged.size() < loads.size()) {
            beginLoad(loads.values().stream().filter(load -> !load.staged()).toList());
        }
        way.beginLoading(staged.isEmpty());
        for (TableLoad load : loads.values()) {
            if (load.staged()) {
                copyFromStaging(load);
            } else {
                pour(load);
            }
        }
        staged.forEach(this::fillSecondPass);
        if (options.deleteExtra()) {
            extras.removeTheRest();
        }
        way.end();
        return proved();
    }

    /** Everything is decided before the first row is written: what is the tenant's, is so by the rows as they were. */
    private void decide(List<TableLoad> staged) {
        if (!writes.reservesOutside()) {
            maps.reserve(connection, archivedRows(), !options.dryRun());
        }
        maps.fill(loads, refusals);
        if (!refusals.isEmpty()) {
            return;
        }
        staged.forEach(load -> maps.apply(load, refusals));
        if (model != null) {
            RowStates states = new RowStates(connection, catalog, plan.newKey(), options, refusals);
            staged.forEach(
                    load -> states.decide(load, RowStates.comparesOwn(load.task(), options.onConflict(), rootIsThere)));
            if (merges) {
                new KeylessRows(connection, catalog, plan.newKey(), options, refusals).decide(staged);
            }
            if (options.onConflict() == OnConflict.SKIP) {
                new UnnamedRows(connection, catalog, plan.newKey(), refusals).refuse(staged);
            } else if (merges) {
                new LostParents(connection, catalog, plan.newKey(), options, refusals).refuse(staged);
            }
            extras.collect();
        }
    }

    private ImportReport proved() {
        proveOwnership();
        if (loads.values().stream().anyMatch(load -> load.largest() >= Growth.LARGE)) {
            verification.require(); // it may hold such a record too, and there is not room for two
        }
        long back = loads.values().stream().mapToLong(TableLoad::writtenRows).sum();
        progress.begin("read back", merges ? -1 : back, -1);
        ReadBack proof =
                new ReadBack(connection, catalog, model == null ? null : plan.newKey(), merges, cancellation, progress);
        List<ImportedTable> tables = new ArrayList<>();
        for (TableLoad load : loads.values()) {
            tables.add(imported(load, load.writtenDigest(), proof.prove(load)));
        }
        verification.require();
        // Last, since a rollback does not take it back: what an unproved archive claims must not use up the numbers.
        if (!writes.sequencesOutside()) {
            loads.values().forEach(this::advanceSequences);
        }
        return new ImportReport(
                options.dryRun(), plan.renames(), tables, List.of(), drift.differences(), drift.losses(), notes());
    }

    /** A dry run tells what a real one is refused for. */
    private ImportReport refuse(String what, String next) {
        if (!options.dryRun()) {
            refusals.throwIfAny(what, next);
        }
        List<ImportedTable> tables =
                loads.values().stream().map(load -> imported(load, "", "")).toList();
        List<String> notes = new ArrayList<>(notes());
        notes.add(what + ". " + next);
        return new ImportReport(
                true, plan.renames(), tables, refusals.all(), drift.differences(), drift.losses(), notes);
    }

    private ImportedTable imported(TableLoad load, String written, String readBack) {
        Tally tally = load.tally();
        return new ImportedTable(
                load.task().name(),
                archived(load).rows(),
                tally.inserted(),
                tally.updated(),
                tally.kept() + tally.changing() - tally.updated(),
                tally.remapped(),
                tally.extra(),
                tally.deleted(),
                tally.refused(),
                archived(load).digest(),
                written,
                readBack);
    }

    private void beginLoad(Collection<TableLoad> coming) {
        progress.begin(
                "load", coming.stream().mapToLong(l -> archived(l).rows()).sum(), -1);
    }

    private void pour(TableLoad load) {
        cancellation.check();
        guard(
                "cannot load " + load.task().name(),
                () -> load.load(connection, sink -> records.forEach(archived(load), sink), cancellation, progress));
    }

    private ManifestTable archived(TableLoad load) {
        return archived(load.task());
    }

    private ManifestTable archived(TableTask task) {
        TableName name = task.match().archived().name();
        return archive.manifest()
                .table(name)
                .orElseThrow(() -> new IllegalStateException("no table " + name + " in the manifest"));
    }

    private void copyFromStaging(TableLoad load) {
        Table into = load.task().match().target();
        StagedSql sql = dialect.sql().staged();
        List<String> columns =
                load.task().loadedColumns().stream().map(Column::name).toList();
        Set<String> second = cycles.secondPass(into.name());
        Optional<ForeignKey> level = cycles.level(into.name());
        guard(
                "cannot load " + into.name(),
                () -> load.tally()
                        .inserted(
                                level.isPresent()
                                        ? sql.insertByLevels(
                                                connection, load.rows(), into, columns, second, level.get())
                                        : sql.insert(connection, load.rows(), into, columns, second)));
        change(load, columns.stream().filter(c -> !second.contains(c)).toList());
    }

    /** Sets columns of rows that are there already to what is staged. */
    private void change(TableLoad load, List<String> columns) {
        Table into = load.task().match().target();
        List<String> key = into.identifyingKey();
        List<String> set = columns.stream()
                .filter(c -> !key.contains(c))
                .filter(c -> into.requireColumn(c).generation() != Column.Generation.IDENTITY_ALWAYS)
                .toList();
        if (load.tally().changing() > 0 && !set.isEmpty()) {
            guard(
                    "cannot update " + into.name(),
                    () -> load.tally().updated(dialect.sql().staged().change(connection, load.rows(), into, key, set)));
        }
    }

    private void fillSecondPass(TableLoad load) {
        Table into = load.task().match().target();
        List<String> second = List.copyOf(cycles.secondPass(into.name()));
        if (!second.isEmpty()) {
            guard(
                    "cannot set the references of " + into.name(),
                    () -> dialect.sql().staged().fill(connection, load.rows(), into, into.identifyingKey(), second));
            change(load, second);
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
                    writes.advanceSequences(own, load.task().match().target(), keptMaxima(load, maxima));
                }
            });
        }
    }

    private void advanceSequences(TableLoad load) {
        guard(
                "cannot move the sequences of " + load.task().name(),
                () -> writes.advanceSequences(
                        connection, load.task().match().target(), keptMaxima(load, load.maxima())));
    }

    /** Numbers that came from the sequence itself need not be told to it. */
    private Map<String, String> keptMaxima(TableLoad load, Maxima maxima) {
        Map<String, String> kept = new HashMap<>(maxima.byColumn());
        plan.keys().of(load.task().name()).stream()
                .filter(f -> f.source().fresh() == Fresh.SEQUENCE)
                .forEach(f -> kept.remove(f.column()));
        return kept;
    }

    /** Rows that name another tenant's rows would show up here, whatever the archive claims. */
    private void proveOwnership() {
        if (model == null) {
            return;
        }
        List<Finding> findings = new OwnershipProof(connection, catalog, model, plan.newKey(), Progress.NONE, null)
                .run(WOULD_LEAK)
                .findings();
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

    private void writeKeyMap(KeyMapFile.Writer file) {
        if (plan.renames() && model != null) {
            String root = model.root().map(r -> r.name().name()).orElse("");
            file.tenant(
                    root,
                    model.keyColumns(),
                    plan.oldKey().values(),
                    plan.newKey().values());
        }
        maps.write(file, archive.manifest());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(way.notes());
        if (rootIsThere && refusals.isEmpty()) {
            notes.add("the tenant's root row was there already, and now is as in the archive");
        }
        for (TableLoad load : loads.values()) {
            notes.addAll(LoadNotes.of(load, archived(load).rows(), options.exclusive()));
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
