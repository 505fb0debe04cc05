package io.decant;

import io.decant.PlanReport.PlannedRows;
import io.decant.plan.Membership;
import io.decant.plan.MissingIndex;
import io.decant.plan.PlannedTable;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Shows what an export would take. Thread-safe; each call opens its own snapshot. */
public final class Planner {
    private final DataSource source;
    private final TenantModel model;

    /** @param source SELECT on the planned tables is enough; a read replica will do */
    public Planner(DataSource source, TenantModel model) {
        this.source = source;
        this.model = model;
    }

    /**
     * Places every table.
     *
     * @param schemas exact names of the database schemas that take part; empty for all
     * @param tenant whose rows are counted; null for whole tables by the catalog's statistics
     * @throws io.decant.error.DecantException {@code PLAN_REFUSED} naming each table without a place and the lines to add,
     *     {@code MODEL_INVALID}, {@code TENANT_UNKNOWN}, {@code DATABASE}
     */
    public PlanReport plan(List<String> schemas, @Nullable TenantKey tenant) {
        try (PlannedSnapshot planned = PlannedSnapshot.open(source, model, schemas, 1)) {
            TenantKey whose = tenant == null ? null : planned.tenant(tenant);
            List<PlannedRows> tables = new ArrayList<>();
            for (PlannedTable table : planned.plan().tables()) {
                tables.add(rows(planned, table, whose));
            }
            List<String> notes = new ArrayList<>(planned.plan().notes());
            for (MissingIndex index : planned.plan().missingIndexes()) {
                notes.add("table " + index.table() + ": no index begins with (" + String.join(", ", index.columns())
                        + "), so an export reads the whole table");
            }
            return new PlanReport(whose != null, tables, notes);
        }
    }

    private static PlannedRows rows(PlannedSnapshot planned, PlannedTable table, @Nullable TenantKey tenant) {
        long all = table.table().estimatedRows();
        long size = table.table().estimatedBytes();
        if (table.membership() == Membership.EXCLUDED) {
            return new PlannedRows(table.name(), table.membership(), List.of(), table.explanation(), 0, 0);
        }
        long rows = tenant == null ? all : planned.count(table, tenant);
        return new PlannedRows(
                table.name(), table.membership(), table.path(), table.explanation(), rows, share(size, rows, all));
    }

    /** The rows' part of the table's size, −1 where statistics do not tell. */
    private static long share(long size, long rows, long all) {
        if (size < 0 || rows < 0 || all <= 0) {
            return rows == 0 ? 0 : -1;
        }
        return rows >= all ? size : (long) (size * ((double) rows / all));
    }
}
