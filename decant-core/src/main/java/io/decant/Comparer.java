package io.decant;

import io.decant.ColumnTask.Treatment;
import io.decant.CompareReport.ComparedTable;
import io.decant.CompareReport.RowDifference;
import io.decant.CompareReport.Side;
import io.decant.ImportPlan.TableTask;
import io.decant.archive.Archive;
import io.decant.archive.Manifest;
import io.decant.archive.ManifestTable;
import io.decant.dialect.Dialect;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ExportPlan;
import io.decant.plan.PlannedTable;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Compares an archive with a database, or with another archive, by counts and digests. Memory does not grow with the rows,
 * also when each differing row is asked for.
 */
public final class Comparer {
    private final Progress progress;
    private final @Nullable Consumer<RowDifference> rows;
    private final Cancellation cancellation = new Cancellation();

    /** @param rows gets each differing row, table by table; null if they are not asked for */
    public Comparer(Progress progress, @Nullable Consumer<RowDifference> rows) {
        this.progress = progress;
        this.rows = rows;
    }

    /**
     * Compares an archive (left) with the tenant's rows in a database (right), inside one snapshot. A column that the model
     * empties on import counts as NULL on both sides, so that digests are those of the import's report; one that it drops
     * is left out. The report's notes name them. Where the database does not match the archive, or cannot hold its values,
     * the archive's rows are changed as {@code --allow lossy} would have an import change them, and the report lists the
     * differences and losses.
     *
     * @param model null: all rows of every table count
     * @param schemas exact names of the database schemas that take part; empty for all
     * @param tenant whom to compare in the database; null for {@code as}, or for the archive's own
     * @param as the new key under which the archive was imported: the archive's rows are renamed before they are
     *     compared; null if it kept its own, or if the key map tells
     * @param keyMap the file that the import wrote with {@link ImportOptions#keyMap}; null if it kept the keys. It is held
     *     in memory
     * @throws DecantException {@code ARCHIVE_UNREADABLE}, {@code SCHEMA_MISMATCH}, {@code TENANT_UNKNOWN},
     *     {@code CONTENT_WRONG}, {@code DATABASE}, {@code INTERRUPTED}
     */
    public CompareReport compare(
            Path archive,
            DataSource database,
            @Nullable TenantModel model,
            List<String> schemas,
            @Nullable TenantKey tenant,
            @Nullable TenantKey as,
            @Nullable Path keyMap) {
        try (Archive left = Archive.open(archive);
                DatabaseSide right = DatabaseSide.open(database, model, schemas)) {
            progress.begin("compare", left.manifest().totals().rows(), -1);
            return compare(left, right, tenant, as, keyMap);
        } finally {
            progress.end();
        }
    }

    private CompareReport compare(
            Archive left,
            DatabaseSide right,
            @Nullable TenantKey tenant,
            @Nullable TenantKey as,
            @Nullable Path keyMap) {
        Manifest manifest = left.manifest();
        List<Table> archived =
                manifest.included().stream().map(ManifestTable::table).toList();
        Dialect dialect = right.catalog().dialect();
        ExportPlan plan = right.plan();
        SchemaMatch match = SchemaMatch.of(archived, right.catalog().schema(), dialect);
        List<SchemaDifference> differences = Drift.comparable(match, plan);
        MappedKeys keys = keyMap == null ? null : MappedKeys.read(keyMap, manifest);
        if (keys != null && plan == null) {
            throw new DecantException(
                    ErrorCode.USAGE, "a key map says which references follow which keys only together with --model");
        }
        TenantKey newKey = as == null && keys != null && plan != null
                ? keys.tenant(plan, Importer.archivedKey(plan, manifest))
                : as;
        ImportPlan steps = Importer.steps(match, manifest, plan, newKey, keys != null, keys != null);
        right.tenant(tenant == null ? steps.newKey() : tenant);
        List<ComparedTable> tables = new ArrayList<>();
        List<ColumnLoss> losses = new ArrayList<>();
        Set<TableName> seen = new HashSet<>();
        for (TableTask task : steps.tables()) {
            seen.add(task.name());
            TableFits fits = TableFits.of(task, dialect, manifest.source().product());
            TableSide a = TableSide.ofArchive(left, task, steps, keys, fits);
            TableSide b = TableSide.ofDatabase(right, task);
            Side there = side(b);
            // The manifest's digest is enough where it is the other side's.
            boolean enough = !fits.any() || (a.known() != null && a.known().equals(there));
            Side here = side(enough ? a : a.unknown());
            // What became text has the same text: that is a matter of types, and rows are compared here.
            fits.losses().stream()
                    .filter(l -> l.kind() != ColumnLoss.Kind.AS_TEXT)
                    .forEach(losses::add);
            tables.add(compare(manifest.label(task.match().archived().name()), a, here, b, there));
        }
        for (PlannedTable table : right.leaving()) {
            long count = seen.contains(table.name()) ? 0 : right.count(table);
            if (count > 0) {
                tables.add(new ComparedTable(table.name().toString(), null, new Side(count, "")));
            }
        }
        tables.sort(Comparator.comparing(ComparedTable::table));
        return new CompareReport(tables, differences, losses, notes(steps));
    }

    /**
     * Compares two archives. Tables are matched by their exact names, with the schema only where both sides have several.
     *
     * @throws DecantException as above, without the database's
     */
    public CompareReport compare(Path left, Path right) {
        try (Archive a = Archive.open(left);
                Archive b = Archive.open(right)) {
            progress.begin("compare", a.manifest().totals().rows(), -1);
            Set<String> names = new TreeSet<>();
            a.manifest().included().forEach(t -> names.add(a.manifest().label(t.name())));
            b.manifest().included().forEach(t -> names.add(b.manifest().label(t.name())));
            List<ComparedTable> tables = names.stream()
                    .map(name -> compare(name, TableSide.ofArchive(a, name), TableSide.ofArchive(b, name)))
                    .toList();
            return new CompareReport(tables, List.of(), List.of(), List.of());
        } finally {
            progress.end();
        }
    }

    private static List<String> notes(ImportPlan steps) {
        List<String> notes = new ArrayList<>();
        for (TableTask task : steps.tables()) {
            for (ColumnTask column : task.columns()) {
                boolean counted = column.match().leftOut();
                if (!counted && (column.treatment() == Treatment.EMPTY || !column.proved())) {
                    notes.add(
                            task.name() + ", column " + column.match().target().name()
                                    + ": not compared, since an import does not carry its values over");
                }
            }
        }
        return notes;
    }

    private ComparedTable compare(String name, @Nullable TableSide left, @Nullable TableSide right) {
        return compare(name, left, side(left), right, side(right));
    }

    private ComparedTable compare(
            String name, @Nullable TableSide left, @Nullable Side a, @Nullable TableSide right, @Nullable Side b) {
        ComparedTable compared = new ComparedTable(name, a, b);
        if (rows != null && !compared.equal() && left != null && right != null) {
            new RowComparison(name, left, right, cancellation).report(rows);
        }
        return compared;
    }

    private @Nullable Side side(@Nullable TableSide table) {
        return table == null ? null : table.side(cancellation, progress);
    }
}
