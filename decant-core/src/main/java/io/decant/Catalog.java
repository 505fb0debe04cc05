package io.decant;

import io.decant.dialect.Dialect;
import io.decant.dialect.RowQuery;
import io.decant.plan.ExportPlan;
import io.decant.plan.PlannedTable;
import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One database's product and tables, and how to ask it for rows.
 *
 * @param dialect the product
 * @param schema the tables, under the types that a model gives them
 */
record Catalog(Dialect dialect, Schema schema) {

    /** The catalog as a plan sees it. */
    static Catalog of(Dialect dialect, ExportPlan plan) {
        return new Catalog(
                dialect,
                Schema.of(plan.tables().stream().map(PlannedTable::table).toList()));
    }

    RowQuery query(Table table, List<Column> columns, RowFilter filter, @Nullable TenantKey tenant, boolean ordered) {
        return new RowQuery(schema, table, columns, filter, tenant, ordered);
    }

    /** Counts a table's rows that pass the filter. */
    long count(Connection connection, Table table, RowFilter filter, @Nullable TenantKey tenant) {
        RowQuery query = query(table, List.of(), filter, tenant, false);
        return Failures.guard(
                dialect,
                "cannot count rows of " + table.name(),
                () -> dialect.sql().count(connection, query));
    }
}
