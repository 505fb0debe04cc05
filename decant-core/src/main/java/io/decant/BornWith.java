package io.decant;

import io.decant.ImportPlan.TableTask;
import io.decant.dialect.RowQuery;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.Membership;
import io.decant.plan.PlannedTable;
import io.decant.plan.RowFilter;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a new tenant is born with make way for the archived ones. No other row may go with them: a foreign key that
 * cascades, or sets NULL, would reach rows that the import does not replace, another tenant's among them.
 */
final class BornWith {
    private final Connection connection;
    private final Catalog catalog;
    private final ImportPlan plan;

    BornWith(Connection connection, Catalog catalog, ImportPlan plan) {
        this.connection = connection;
        this.catalog = catalog;
        this.plan = plan;
    }

    /** @throws DecantException {@code IMPORT_REFUSED} if rows that stay name rows that go */
    void remove() {
        List<TableTask> going = new ArrayList<>(
                plan.tables().stream().filter(BornWith::isBornWith).toList());
        Collections.reverse(going);
        going.forEach(this::refuseIfNamed);
        for (TableTask task : going) {
            RowQuery rows = catalog.query(task.match().target(), List.of(), task.filter(), plan.newKey(), false);
            Failures.guard(
                    catalog.dialect(),
                    "cannot replace the default rows of " + task.name(),
                    () -> catalog.dialect().sql().delete(connection, rows));
        }
    }

    private void refuseIfNamed(TableTask parent) {
        List<String> named = new ArrayList<>();
        for (Table child : catalog.schema().tables()) {
            for (ForeignKey reference : child.foreignKeys()) {
                if (reference.parent().equals(parent.name())) {
                    long rows = catalog.count(connection, child, staying(child, reference, parent), plan.newKey());
                    if (rows > 0) {
                        named.add(child.name() + " (" + String.join(", ", reference.columns()) + "): " + rows
                                + (rows == 1 ? " row" : " rows"));
                    }
                }
            }
        }
        if (!named.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "the default rows of " + parent.name() + " cannot be replaced, as rows name them that would stay: "
                            + String.join("; ", named) + ". Nothing was written");
        }
    }

    private RowFilter staying(Table child, ForeignKey reference, TableTask parent) {
        RowFilter names = new RowFilter.HasParent(reference, parent.filter());
        RowFilter replaced = plan.tables().stream()
                .filter(t -> t.name().equals(child.name()))
                .filter(t -> isBornWith(t) || isRoot(t.planned()))
                .findFirst()
                .map(TableTask::filter)
                .orElse(null);
        return replaced == null ? names : new RowFilter.And(List.of(names, new RowFilter.Not(replaced)));
    }

    private static boolean isBornWith(TableTask task) {
        PlannedTable planned = task.planned();
        return planned != null && planned.bornWith();
    }

    /** The tenant's root row is overwritten. */
    private static boolean isRoot(@Nullable PlannedTable planned) {
        return planned != null && planned.membership() == Membership.ROOT;
    }
}
