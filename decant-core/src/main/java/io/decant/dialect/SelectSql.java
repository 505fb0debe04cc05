package io.decant.dialect;

import io.decant.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Renders a {@link RowQuery}: the rows themselves, their number, or their removal. */
final class SelectSql {
    private SelectSql() {}

    static BoundSql rows(SqlFlavor flavor, RowQuery query) {
        FilterSql sql = new FilterSql(flavor, query.schema(), query.tenant());
        String alias = sql.nextAlias();
        sql.append("SELECT ")
                .append(query.columns().stream()
                        .map(c -> flavor.readable(alias + "." + flavor.quote(c.name()), c))
                        .collect(Collectors.joining(", ")));
        where(sql, flavor, query, alias);
        if (query.ordered()) {
            sql.append(" ORDER BY ").append(String.join(", ", order(flavor, query, alias)));
        }
        return sql.done();
    }

    static BoundSql count(SqlFlavor flavor, RowQuery query) {
        FilterSql sql = new FilterSql(flavor, query.schema(), query.tenant());
        String alias = sql.nextAlias();
        sql.append("SELECT count(*)");
        where(sql, flavor, query, alias);
        return sql.done();
    }

    /** One if there is a row, else zero. */
    static BoundSql any(SqlFlavor flavor, RowQuery query) {
        FilterSql sql = new FilterSql(flavor, query.schema(), query.tenant());
        String alias = sql.nextAlias();
        sql.append("SELECT CASE WHEN EXISTS (SELECT 1");
        where(sql, flavor, query, alias);
        sql.append(") THEN 1 ELSE 0 END");
        return sql.done();
    }

    static BoundSql bounds(SqlFlavor flavor, RowQuery query, String column) {
        FilterSql sql = new FilterSql(flavor, query.schema(), query.tenant());
        String alias = sql.nextAlias();
        String value = alias + "." + flavor.quote(column);
        sql.append("SELECT min(" + value + "), max(" + value + ")");
        where(sql, flavor, query, alias);
        return sql.done();
    }

    static BoundSql delete(SqlFlavor flavor, RowQuery query) {
        FilterSql sql = new FilterSql(flavor, query.schema(), query.tenant());
        String alias = sql.nextAlias();
        sql.append(flavor.deleteFrom(alias));
        where(sql, flavor, query, alias);
        return sql.done();
    }

    private static void where(FilterSql sql, SqlFlavor flavor, RowQuery query, String alias) {
        sql.append(" FROM " + flavor.rows(query.table()) + " AS " + alias + " WHERE ");
        sql.condition(query.filter(), query.table(), alias);
    }

    private static List<String> order(SqlFlavor flavor, RowQuery query, String alias) {
        List<String> keys = new ArrayList<>();
        for (String name : query.table().primaryKey()) {
            Column column = query.table().requireColumn(name);
            keys.add(flavor.sortKey(alias + "." + flavor.quote(name), column));
        }
        if (keys.isEmpty()) {
            for (Column column : query.columns()) {
                String loose = flavor.looseSortKey(alias + "." + flavor.quote(column.name()), column);
                keys.add(loose + flavor.nullsFirst());
            }
        }
        return keys;
    }
}
