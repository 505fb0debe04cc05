package io.decant.dialect;

import io.decant.plan.RowFilter;
import io.decant.plan.RowFilter.AllNull;
import io.decant.plan.RowFilter.HasParent;
import io.decant.plan.RowFilter.Not;
import io.decant.plan.RowFilter.Or;
import io.decant.plan.RowFilter.ValueIn;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which rows of a table name a parent that is not there, asked once for each value and not for each row: the values of the
 * reference are found by stepping through an index on it, from each to the next. Of a column that names tenants there are
 * few, and rows by the million.
 *
 * <p>See "Loose indexscan" in PostgreSQL's wiki; the planner has no such step of its own before version 18.
 */
final class PostgresLooseScan {
    /** More values than this, and a scan of all rows is as well. */
    static final int MOST_VALUES = 2_000;

    private static final Set<TypeKind> SPELT_AS_CANONICAL = EnumSet.of(TypeKind.TEXT, TypeKind.INTEGER, TypeKind.UUID);

    /**
     * One row where the table is large, its statistics tell of few values, and an index leads through them in the column's
     * own order. Values that a collation takes for the same, though spelt otherwise, are out: each is to be asked.
     */
    private static final String WORTH_IT = """
            SELECT 1
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_stats s
                ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited
            LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
            WHERE c.oid = ?::regclass AND a.attname = ? AND c.relkind = 'r' AND c.reltuples >= 10000
                AND CASE WHEN s.n_distinct < 0 THEN -s.n_distinct * c.reltuples ELSE s.n_distinct END
                    <= least(?, c.reltuples / 20)
                AND coalesce(pg_catalog.to_jsonb(l) ->> 'collisdeterministic', 'true') = 'true'
                AND EXISTS (
                    SELECT 1
                    FROM pg_catalog.pg_index i
                    JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[0]
                    JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod
                    WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum AND i.indisvalid AND i.indpred IS NULL
                        AND m.amname = 'btree' AND o.opcdefault AND i.indcollation[0] = a.attcollation)
            """;

    private PostgresLooseScan() {}

    /** A query for the same rows, as long as nothing is written. */
    static RowQuery known(Connection connection, PostgresFlavor flavor, RowQuery query) throws SQLException {
        if (query.filter() instanceof Not not
                && not.filter() instanceof HasParent up
                && up.parent() instanceof RowFilter.All
                && up.reference().columns().size() == 1
                && up.reference().when().isEmpty()) {
            Column column = query.table().requireColumn(up.reference().columns().get(0));
            if (SPELT_AS_CANONICAL.contains(column.type().kind())
                    && !PostgresFlavor.type(column).userDefined()
                    && worthIt(connection, flavor, query.table(), column)) {
                Table parent = query.schema().requireTable(up.reference().parent());
                Optional<List<String>> lost = lost(connection, flavor, query.table(), column, up.reference(), parent);
                if (lost.isPresent()) {
                    return query.where(new Or(
                            List.of(new AllNull(List.of(column.name())), new ValueIn(column.name(), lost.get()))));
                }
            }
        }
        return query;
    }

    private static boolean worthIt(Connection connection, PostgresFlavor flavor, Table table, Column column)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WORTH_IT)) {
            statement.setString(1, flavor.table(table.name()));
            statement.setString(2, column.name());
            statement.setInt(3, MOST_VALUES);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** The values that no parent has; empty if the statistics were wrong, and there are more values than thought. */
    private static Optional<List<String>> lost(
            Connection connection, PostgresFlavor flavor, Table table, Column column, ForeignKey up, Table parent)
            throws SQLException {
        String value = "t." + flavor.quote(column.name());
        String from = flavor.rows(table) + " AS t";
        Column key = parent.requireColumn(up.parentColumns().get(0));
        String sql = "WITH RECURSIVE v(x, n) AS ((SELECT " + value + ", 1 FROM " + from + " WHERE " + value
                + " IS NOT NULL ORDER BY " + value + " LIMIT 1) UNION ALL SELECT (SELECT " + value + " FROM " + from
                + " WHERE " + value + " > v.x ORDER BY " + value + " LIMIT 1), v.n + 1 FROM v WHERE v.x IS NOT NULL"
                + " AND v.n <= " + MOST_VALUES + ") SELECT v.x::text, v.n FROM v WHERE v.x IS NOT NULL AND (v.n > "
                + MOST_VALUES + " OR NOT EXISTS (SELECT 1 FROM " + flavor.rows(parent) + " AS p WHERE "
                + flavor.equal("p." + flavor.quote(key.name()), key, "v.x", column) + "))";
        List<String> lost = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                if (row.getInt(2) > MOST_VALUES) {
                    return Optional.empty();
                }
                lost.add(row.getString(1));
            }
        }
        return Optional.of(lost);
    }
}
