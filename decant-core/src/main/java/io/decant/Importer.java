package io.decant;

import io.decant.ImportOptions.Keys;
import io.decant.ImportOptions.OnConflict;
import io.decant.archive.Archive;
import io.decant.archive.Manifest;
import io.decant.archive.ManifestTable;
import io.decant.dialect.Dialect;
import io.decant.dialect.NewKeys;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ExportPlan;
import io.decant.plan.Membership;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.schema.Column;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Puts an archive into a database: all of it, proved, or nothing. Thread-safe; each call uses its own connection.
 *
 * <p>The archive is not trusted. The target's model says which tables may be written and whose rows they are; nothing that
 * the archive says is executed.
 */
public final class Importer {
    private final DataSource target;
    private final @Nullable TenantModel model;
    private final Runnable beforeCommit;

    /** @param model the target's own; null to go only into tables that are all empty */
    public Importer(DataSource target, @Nullable TenantModel model) {
        this(target, model, () -> {});
    }

    private Importer(DataSource target, @Nullable TenantModel model, Runnable beforeCommit) {
        this.target = target;
        this.model = model;
        this.beforeCommit = beforeCommit;
    }

    /**
     * The same, asking once more before rows become visible.
     *
     * @param asked runs in the importing thread when all is proved, right before the commit; never for a dry run. What it
     *     throws rolls everything back and is thrown on
     */
    public Importer beforeCommit(Runnable asked) {
        return new Importer(target, model, asked);
    }

    /**
     * Imports an archive. Interrupting the calling thread cancels it and rolls back.
     *
     * @throws DecantException {@code ARCHIVE_UNREADABLE}, {@code ARCHIVE_UNSUPPORTED}, {@code CONTENT_WRONG},
     *     {@code SCHEMA_MISMATCH} with every difference, {@code IMPORT_COLLISION}, {@code IMPORT_REFUSED},
     *     {@code PROOF_FAILED}, {@code VALUE_UNREPRESENTABLE}, {@code DATABASE}, {@code INTERRUPTED}. The target's rows are
     *     then as they were
     */
    public ImportReport importArchive(Path path, ImportOptions options, Progress progress) {
        options.requireSense(model != null);
        try (Archive archive = Archive.open(path);
                Verification verification = new Verification(archive, path, progress)) {
            try {
                return importIntact(archive, verification, options, progress);
            } catch (RuntimeException failure) {
                verification.blame(failure);
                throw failure;
            }
        } finally {
            progress.end();
        }
    }

    private ImportReport importIntact(
            Archive archive, Verification verification, ImportOptions options, Progress progress) {
        try (Connection connection = Failures.open(target);
                LentSession session = LentSession.of(connection, Failures.dialectOf(connection))) {
            Dialect dialect = Failures.dialectOf(connection);
            if (dialect.writes().sequencesOutside() || dialect.writes().reservesOutside()) {
                verification.requireIntact();
                verification.look(); // what an unsound archive claims must not move a counter
            } else {
                verification.lookBeside();
            }
            return run(archive, connection, session, verification, options, progress);
        } catch (SQLException failure) {
            throw Failures.closing(failure);
        }
    }

    /**
     * Compares the target's schema with an archive's, before any of its rows are there.
     *
     * @param schemas the database schemas that take part; empty for all
     * @return every difference, in the archive's order; empty if the schemas match
     * @throws DecantException {@code PLAN_REFUSED}, {@code MODEL_INVALID}, {@code DATABASE}
     */
    public List<SchemaDifference> compareSchemas(Manifest manifest, List<String> schemas) {
        try (Connection connection = Failures.open(target)) {
            Target found = target(connection, Failures.dialectOf(connection), manifest, schemas);
            return Drift.found(found.match(), found.plan());
        } catch (SQLException failure) {
            throw Failures.closing(failure);
        }
    }

    /** The target as an archive meets it; no plan without a model. */
    private record Target(@Nullable ExportPlan plan, Catalog catalog, SchemaMatch match) {}

    private Target target(Connection connection, Dialect dialect, Manifest manifest, List<String> schemas) {
        Schema schema =
                Failures.guard(dialect, "cannot read the catalog", () -> dialect.readSchema(connection, schemas));
        ExportPlan plan = model == null ? null : ExportPlan.of(schema, model);
        Catalog catalog = plan == null ? new Catalog(dialect, schema) : Catalog.of(dialect, plan);
        List<Table> archived =
                manifest.included().stream().map(ManifestTable::table).toList();
        return new Target(plan, catalog, SchemaMatch.of(archived, catalog.schema(), dialect));
    }

    private ImportReport run(
            Archive archive,
            Connection connection,
            LentSession session,
            Verification verification,
            ImportOptions options,
            Progress progress) {
        Manifest manifest = archive.manifest();
        Dialect dialect = Failures.dialectOf(connection);
        Target found = target(connection, dialect, manifest, options.schemas());
        ExportPlan plan = found.plan();
        SchemaMatch match = found.match();
        List<SchemaDifference> differences = Drift.allowed(match, plan, options.allow());
        TenantKey as =
                options.as() == null ? newRootKey(connection, dialect, plan, options, verification) : options.as();
        ImportPlan steps =
                steps(match, manifest, plan, as, options.keys() == Keys.REMAP, options.onConflict() != OnConflict.FAIL);
        verification.requireIntact();
        Drift drift = Drift.of(archive, dialect, steps, differences, options.allow(), progress);
        ImportRun run = new ImportRun(
                target,
                connection,
                found.catalog(),
                steps,
                plan,
                drift,
                options,
                archive,
                verification,
                progress,
                beforeCommit);
        session.atEnd(run::unstage);
        return run.run();
    }

    /**
     * What is done with each table, by the model's plan if there is one, else by what the manifest says.
     *
     * @param as the tenant's new key, null to keep the archive's
     * @param remap whether surrogate keys get new values; never without a plan
     * @param merges whether rows that the target has already may stay as they are
     */
    static ImportPlan steps(
            SchemaMatch match,
            Manifest manifest,
            @Nullable ExportPlan plan,
            @Nullable TenantKey as,
            boolean remap,
            boolean merges) {
        if (plan == null) {
            return byManifest(match, manifest, as);
        }
        TenantKey oldKey = archivedKey(plan, manifest);
        KeyText.check(plan.keyColumns(), oldKey, ErrorCode.IMPORT_REFUSED, "the tenant's key in the manifest");
        return ImportPlan.byModel(match, plan, oldKey, newKey(as, oldKey, plan.keyColumns()), remap, merges);
    }

    /** Where the root's key is a number that a sequence gives out, a remapped tenant gets the next one. */
    private static @Nullable TenantKey newRootKey(
            Connection connection,
            Dialect dialect,
            @Nullable ExportPlan plan,
            ImportOptions options,
            Verification verification) {
        if (plan == null || options.keys() != Keys.REMAP || plan.root().isEmpty()) {
            return null;
        }
        Table root = plan.root().get().table();
        List<Column> key = plan.keyColumns();
        boolean surrogate = key.size() == 1
                && key.get(0).type().kind() == TypeKind.INTEGER
                && (key.get(0).generation() != Column.Generation.NONE
                        || root.primaryKey().equals(List.of(key.get(0).name())));
        if (!surrogate) {
            return null;
        }
        verification.require();
        return Failures.guard(dialect, "cannot reserve a key of " + root.name(), () -> {
            NewKeys next = dialect.writes().newKeys(connection, root, key.get(0).name(), 1, !options.dryRun());
            return TenantKey.of(dialect.sql().staged().one(connection, next));
        });
    }

    /** The tenant's key in the archive, in the order of the model's key columns. */
    static TenantKey archivedKey(ExportPlan plan, Manifest manifest) {
        return inOrderOf(plan.keyColumns(), manifest.tenant().key());
    }

    private static ImportPlan byManifest(SchemaMatch match, Manifest manifest, @Nullable TenantKey as) {
        TenantKey oldKey = new TenantKey(List.copyOf(manifest.tenant().key().values()));
        Map<TableName, List<String>> holders = new HashMap<>();
        List<Table> tables = new ArrayList<>();
        for (ManifestTable table : manifest.included()) {
            tables.add(table.table());
            if (table.membership() == Membership.ROOT) {
                holders.put(table.name(), List.copyOf(manifest.tenant().key().keySet()));
            } else if (table.membership() == Membership.OWNED) {
                holders.put(table.name(), table.path());
            }
        }
        ArchivedTenant tenant = ArchivedTenant.of(oldKey, tables, holders);
        List<Column> keyColumns = tables.stream()
                .filter(t -> holders.containsKey(t.name()))
                .map(t -> holders.getOrDefault(t.name(), List.of()).stream()
                        .flatMap(c -> t.column(c).stream())
                        .toList())
                .filter(columns -> columns.size() == oldKey.values().size())
                .findFirst()
                .orElse(List.of());
        return ImportPlan.byManifest(match, tenant, newKey(as, oldKey, keyColumns));
    }

    /** @param columns the key's, empty if they are not known */
    private static TenantKey newKey(@Nullable TenantKey as, TenantKey oldKey, List<Column> columns) {
        if (as != null && as.values().size() != oldKey.values().size()) {
            throw new DecantException(
                    ErrorCode.USAGE,
                    "the tenant's key has " + oldKey.values().size() + " column(s): give --as once for each");
        }
        if (as == null) {
            return oldKey;
        }
        TenantKey key = KeyText.normalised(columns, as);
        KeyText.check(columns, key, ErrorCode.USAGE, "--as");
        return key;
    }

    /** The archive's key in the order of the target's key columns; by position where the names differ. */
    private static TenantKey inOrderOf(List<Column> keyColumns, Map<String, String> key) {
        if (keyColumns.size() != key.size()) {
            throw new DecantException(
                    ErrorCode.SCHEMA_MISMATCH,
                    "the tenant's key has " + key.size() + " column(s) in the archive and " + keyColumns.size()
                            + " in the target's model");
        }
        Map<String, String> byLowerName = new HashMap<>();
        key.forEach((name, value) -> byLowerName.put(name.toLowerCase(Locale.ROOT), value));
        List<String> values = new ArrayList<>();
        for (Column column : keyColumns) {
            String value = byLowerName.get(column.name().toLowerCase(Locale.ROOT));
            if (value == null) {
                return new TenantKey(List.copyOf(key.values()));
            }
            values.add(value);
        }
        return new TenantKey(values);
    }
}
