package io.decant;

import static io.decant.dialect.StagedSql.CHANGED;
import static io.decant.dialect.StagedSql.FRESH;

import io.decant.dialect.RowQuery;
import io.decant.plan.RowFilter;
import io.decant.plan.RowFilter.And;
import io.decant.plan.RowFilter.HasChild;
import io.decant.plan.RowFilter.HasParent;
import io.decant.plan.RowFilter.Not;
import io.decant.plan.TenantKey;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that stay as they are and name a row by a unique value which an update would take from it. Some products notice that
 * only when they commit, which is too late for a dry run.
 */
final class LostParents {
    private final Connection connection;
    private final Catalog catalog;
    private final TenantKey tenant;
    private final boolean deleteExtra;
    private final Refusals refusals;

    LostParents(Connection connection, Catalog catalog, TenantKey tenant, ImportOptions options, Refusals refusals) {
        this.connection = connection;
        this.catalog = catalog;
        this.tenant = tenant;
        this.deleteExtra = options.deleteExtra();
        this.refusals = refusals;
    }

    /** To be asked when every staged row has its state. */
    void refuse(List<TableLoad> staged) {
        for (TableLoad parent : staged) {
            List<String> key = parent.task().match().target().identifyingKey();
            for (Table child : catalog.schema().tables()) {
                for (ForeignKey reference : child.foreignKeys()) {
                    boolean mayLose = reference.parent().equals(parent.task().name())
                            && parent.tally().changing() > 0
                            && !key.containsAll(reference.parentColumns());
                    if (mayLose) {
                        refuse(parent, child, reference, load(staged, child));
                    }
                }
            }
        }
    }

    private static @Nullable TableLoad load(List<TableLoad> staged, Table table) {
        return staged.stream()
                .filter(load -> load.task().name().equals(table.name()))
                .findFirst()
                .orElse(null);
    }

    private void refuse(TableLoad parent, Table child, ForeignKey reference, @Nullable TableLoad childLoad) {
        List<Table> tables = new ArrayList<>(catalog.schema().tables());
        tables.add(parent.rows());
        List<String> key = parent.task().match().target().identifyingKey();
        ForeignKey toStaged = new ForeignKey(
                "staged",
                child.name(),
                reference.columns(),
                parent.rows().name(),
                reference.parentColumns(),
                Enforcement.NONE);
        List<RowFilter> lost = new ArrayList<>();
        lost.add(new HasParent(reference, new HasChild(RowStates.same(parent, key), RowStates.states(CHANGED))));
        lost.add(new Not(new HasParent(toStaged, RowStates.states(FRESH, CHANGED))));
        if (childLoad != null) {
            if (childLoad != parent) {
                tables.add(childLoad.rows());
            }
            lost.add(new Not(comesOrGoes(childLoad)));
        }
        RowQuery query = new RowQuery(Schema.of(tables), child, List.of(), new And(lost), tenant, false);
        long rows = Failures.guard(
                catalog.dialect(),
                "cannot look who names rows of " + parent.task().name(),
                () -> catalog.dialect().sql().count(connection, query));
        if (rows > 0) {
            refusals.add(
                    parent,
                    String.join(", ", reference.parentColumns()) + ", by which rows of " + child.name()
                            + " name a row that would get another value; "
                            + (deleteExtra
                                    ? "remove those first"
                                    : "--delete-extra removes those that are the tenant's"),
                    rows);
        }
    }

    private RowFilter comesOrGoes(TableLoad child) {
        List<String> key = child.task().match().target().identifyingKey();
        return deleteExtra || key.isEmpty()
                ? child.task().own()
                : new HasChild(RowStates.same(child, key), new RowFilter.All());
    }
}
