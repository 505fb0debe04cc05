package io.decant;

import static io.decant.dialect.StagedSql.FRESH;

import io.decant.dialect.RowQuery;
import io.decant.plan.Membership;
import io.decant.plan.PlannedTable;
import io.decant.plan.RowFilter;
import io.decant.plan.RowFilter.And;
import io.decant.plan.RowFilter.HasChild;
import io.decant.plan.RowFilter.Not;
import io.decant.plan.TenantKey;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * Private parents that would come and be nobody's: the rows that named them when the archive was made are there, name others
 * by now, and stay as they are.
 */
final class UnnamedRows {
    private final Connection connection;
    private final Catalog catalog;
    private final TenantKey tenant;
    private final Refusals refusals;

    UnnamedRows(Connection connection, Catalog catalog, TenantKey tenant, Refusals refusals) {
        this.connection = connection;
        this.catalog = catalog;
        this.tenant = tenant;
        this.refusals = refusals;
    }

    /** To be asked when every staged row has its state. */
    void refuse(List<TableLoad> staged) {
        List<Table> tables = new ArrayList<>(catalog.schema().tables());
        staged.forEach(load -> tables.add(load.rows()));
        Schema schema = Schema.of(tables);
        for (TableLoad load : staged) {
            PlannedTable planned = load.task().planned();
            if (planned != null && planned.membership() == Membership.REFERENCED && !planned.shared()) {
                refuse(schema, load, staged);
            }
        }
    }

    private void refuse(Schema schema, TableLoad load, List<TableLoad> staged) {
        RowFilter unnamed = new And(List.of(RowStates.states(FRESH), new Not(named(load, staged))));
        RowQuery query = new RowQuery(schema, load.rows(), List.of(), unnamed, tenant, false);
        long rows = Failures.guard(
                catalog.dialect(),
                "cannot look who names rows of " + load.task().name(),
                () -> catalog.dialect().sql().count(connection, query));
        if (rows > 0) {
            refusals.add(
                    load,
                    "would be named by no row, as the rows that named them are there and name others;"
                            + " --on-conflict update changes those back",
                    rows);
        }
    }

    /** Rows that a row which comes names, and up the tree from there: one that only names itself is nobody's. */
    private static RowFilter named(TableLoad load, List<TableLoad> staged) {
        RowFilter fresh = RowStates.states(FRESH);
        List<ForeignKey> climbed = load.rows().identifyingKey().isEmpty()
                ? List.of()
                : references(load, load).stream()
                        .filter(r -> r.when().isEmpty())
                        .toList();
        RowFilter from = new RowFilter.Or(staged.stream()
                .flatMap(child -> references(child, load).stream())
                .filter(reference -> !climbed.contains(reference))
                .map(reference -> (RowFilter) new HasChild(reference, fresh))
                .toList());
        return climbed.isEmpty() ? from : new RowFilter.Closure(climbed, new And(List.of(fresh, from)), fresh);
    }

    /** From staged rows to staged rows. */
    private static List<ForeignKey> references(TableLoad child, TableLoad parent) {
        PlannedTable planned = child.task().planned();
        if (planned == null) {
            return List.of();
        }
        return planned.references().stream()
                .filter(r -> r.parent().equals(parent.task().name()))
                .map(r -> new ForeignKey(
                        r.name(),
                        child.rows().name(),
                        r.columns(),
                        parent.rows().name(),
                        r.parentColumns(),
                        r.enforcement(),
                        r.when()))
                .toList();
    }
}
