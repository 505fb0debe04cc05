package io.decant;

import io.decant.AuditReport.Finding;
import io.decant.AuditReport.FoundRow;
import io.decant.plan.ConsistencyCheck;
import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.plan.ExportPlan;
import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.Table;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts, by the database's own queries, the rows that should not be there. */
final class OwnershipProof {
    private final Connection connection;
    private final Catalog catalog;
    private final ExportPlan plan;
    private final @Nullable TenantKey tenant;
    private final Progress progress;
    private final @Nullable Consumer<FoundRow> rows;
    private final Cancellation cancellation;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param connection inside a snapshot or a transaction: all counts are of one moment
     * @param tenant whose rows are looked at; null for those of all tenants, in as many queries
     * @param rows takes each row that is found; null to count only
     */
    OwnershipProof(
            Connection connection,
            Catalog catalog,
            ExportPlan plan,
            @Nullable TenantKey tenant,
            Progress progress,
            @Nullable Consumer<FoundRow> rows) {
        this(connection, catalog, plan, tenant, progress, rows, new Cancellation());
    }

    private OwnershipProof(
            Connection connection,
            Catalog catalog,
            ExportPlan plan,
            @Nullable TenantKey tenant,
            Progress progress,
            @Nullable Consumer<FoundRow> rows,
            Cancellation cancellation) {
        this.connection = connection;
        this.catalog = catalog;
        this.plan = plan;
        this.tenant = tenant;
        this.progress = progress;
        this.rows = rows;
        this.cancellation = cancellation;
    }

    /** Counts one tenant's rows, and those that are the whole database's matter. */
    static AuditReport run(
            Connection connection, Catalog catalog, ExportPlan plan, TenantKey tenant, Cancellation cancellation) {
        return new OwnershipProof(connection, catalog, plan, tenant, Progress.NONE, null, cancellation).run();
    }

    AuditReport run() {
        return run(EnumSet.allOf(Kind.class));
    }

    /** Asks the questions of these kinds, and no others. */
    AuditReport run(Set<Kind> kinds) {
        List<ConsistencyCheck> asked =
                plan.checks().stream().filter(c -> kinds.contains(c.kind())).toList();
        int done = 0;
        for (ConsistencyCheck check : asked) {
            cancellation.check();
            progress.begin("audit, question " + ++done + " of " + asked.size(), -1, -1);
            run(check);
        }
        return new AuditReport(findings);
    }

    private void run(ConsistencyCheck check) {
        Table table = plan.table(check.table()).table();
        TenantKey whose = check.kind().ofOneTenant() ? tenant : null;
        RowFilter asked = whose == null ? check.rowsOfAny(plan) : check.rows();
        long count = catalog.count(connection, table, asked, whose);
        if (count > 0) {
            if (rows != null) {
                read(check, table, asked, whose, rows);
            }
            findings.add(new Finding(check.table(), check.kind(), check.explanation(), check.waysOut(), count));
        }
    }

    private void read(
            ConsistencyCheck check, Table table, RowFilter asked, @Nullable TenantKey whose, Consumer<FoundRow> taker) {
        List<Column> key = keyColumns(table);
        List<String> names = key.stream().map(Column::name).toList();
        Cancellation.Watch watch = cancellation.watch(
                record -> {
                    List<@Nullable String> values = new ArrayList<>();
                    for (int field = 0; field < record.fields(); field++) {
                        values.add(record.isNull(field) ? null : record.text(field));
                    }
                    taker.accept(new FoundRow(
                            findings.size(), check.table(), check.kind(), check.explanation(), names, values));
                },
                progress);
        Failures.guard(
                catalog.dialect(),
                "cannot read the keys of " + table.name(),
                () -> catalog.dialect()
                        .rowReader(connection, catalog.query(table, key, asked, whose, true))
                        .read(watch));
        watch.flush();
    }

    private static List<Column> keyColumns(Table table) {
        List<Column> key =
                table.identifyingKey().stream().map(table::requireColumn).toList();
        return key.isEmpty() ? table.columns() : key;
    }
}
