package io.decant;

import io.decant.ImportOptions.Triggers;
import io.decant.ImportPlan.TableTask;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ExportPlan;
import io.decant.plan.Membership;
import io.decant.plan.PlannedTable;
import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.record.CanonicalFormatException;
import java.sql.Connection;
import java.util.List;

/** What has to be true of a target before anything is written to it. */
final class TargetChecks {
    private final Connection connection;
    private final Catalog catalog;

    TargetChecks(Connection connection, Catalog catalog) {
        this.connection = connection;
        this.catalog = catalog;
    }

    /** @throws DecantException {@code IMPORT_REFUSED} if a table that gets rows has triggers, and nothing was said of them */
    static void triggers(ImportPlan plan, Triggers wanted) {
        if (wanted != Triggers.REFUSE) {
            return;
        }
        List<String> found = plan.tables().stream()
                .filter(t -> !t.match().target().triggers().isEmpty())
                .map(t -> t.name() + " (" + String.join(", ", t.match().target().triggers()) + ")")
                .toList();
        if (!found.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "these tables have triggers that would run for each row: " + String.join("; ", found)
                            + ". Say --triggers fire to let them run, or --triggers off to switch them off until the end");
        }
    }

    /** @throws DecantException {@code IMPORT_REFUSED} if a table has a row */
    void allEmpty(ImportPlan plan) {
        List<String> filled = plan.tables().stream()
                .filter(this::hasRows)
                .map(t -> t.name().toString())
                .toList();
        if (!filled.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "without a model an archive goes only into empty tables, and these have rows: "
                            + String.join(", ", filled) + ". Give the target's own model with --model");
        }
    }

    boolean hasRows(TableTask task) {
        return Failures.guard(
                catalog.dialect(),
                "cannot look into " + task.name(),
                () -> catalog.dialect()
                        .sql()
                        .any(
                                connection,
                                catalog.query(task.match().target(), List.of(), new RowFilter.All(), null, false)));
    }

    /**
     * Looks whether the tenant is there already.
     *
     * @param refusals gets the rows of each table that the tenant has more than its root row, and those it is born with
     * @return true if it has its root row
     */
    boolean onlyRootRow(ExportPlan plan, TenantKey tenant, Refusals refusals) {
        boolean root = false;
        for (PlannedTable table : plan.leaving()) {
            if (table.shared() || table.bornWith() || table.membership() == Membership.REFERENCED) {
                continue;
            }
            long rows = count(plan, table, tenant);
            if (table.membership() == Membership.ROOT) {
                root = rows > 0;
            } else if (rows > 0) {
                refusals.add(table.name(), "", rows);
            }
        }
        return root;
    }

    /** A key may be canonical text and still be none of the column's: a number that is too large for it. */
    private long count(ExportPlan plan, PlannedTable table, TenantKey tenant) {
        try {
            return catalog.count(connection, table.table(), table.requireFilter(), tenant);
        } catch (CanonicalFormatException unfit) {
            throw KeyText.unfit(plan.keyColumns().get(0), ErrorCode.USAGE, "the tenant's key", unfit);
        }
    }
}
