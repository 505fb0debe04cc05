package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Renders a {@link RowQuery}: the rows themselves, their number, or their removal. */
final class SelectSql {
    /** Stands for an expression that was made text. */
    static final Column TEXT =
            new Column("text", ColumnType.of(TypeKind.TEXT), "text", true, Column.Generation.NONE, false);

    private SelectSql() {}

    static BoundSql rows(SqlFlavor flavor, RowQuery query) {
        FilterSql sql = new FilterSql(flavor, query.schema(), query.tenant());
        String alias = sql.nextAlias();
        KeyJoins joins = new KeyJoins(sql, flavor, query.table(), alias, query.mapped(), true);
        sql.append("SELECT ");
        for (int i = 0; i < query.columns().size(); i++) {
            Column column = query.columns().get(i);
            sql.append(i == 0 ? "" : ", ").append(flavor.readable(joins.value(column), column));
        }
        sql.append(" FROM " + flavor.rows(query.table()) + " AS " + alias);
        joins.appendJoins();
        sql.append(" WHERE ").condition(query.filter(), query.table(), alias);
        BlockRange blocks = query.blocks();
        if (blocks != null) {
            sql.append(" AND " + flavor.within(alias, blocks));
        }
        if (query.ordered()) {
            sql.append(" ORDER BY ").append(String.join(", ", order(flavor, query, alias)));
        }
        return sql.done();
    }

    static BoundSql count(SqlFlavor flavor, RowQuery query) {
        FilterSql sql = new FilterSql(flavor, query.schema(), query.tenant());
        String alias = sql.nextAlias();
        sql.append("SELECT " + flavor.countRows());
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
        sql.append(flavor.deleteOf(alias));
        where(sql, flavor, query, alias);
        return sql.done();
    }

    /** Copies the query's columns into a table of the same column names. */
    static BoundSql collect(SqlFlavor flavor, RowQuery query, Table into) {
        FilterSql sql = new FilterSql(flavor, query.schema(), query.tenant());
        String alias = sql.nextAlias();
        String names = query.columns().stream().map(c -> flavor.quote(c.name())).collect(Collectors.joining(", "));
        sql.append("INSERT INTO " + flavor.table(into.name()) + " (" + names + ") SELECT ");
        sql.append(query.columns().stream()
                .map(c -> alias + "." + flavor.quote(c.name()))
                .collect(Collectors.joining(", ")));
        where(sql, flavor, query, alias);
        return sql.done();
    }

    /** Sets one column of the rows to a value of ours. */
    static BoundSql set(SqlFlavor flavor, RowQuery query, String column, String value) {
        FilterSql sql = new FilterSql(flavor, query.schema(), query.tenant());
        String alias = sql.nextAlias();
        sql.append(flavor.updateAlias(flavor.rows(query.table()), alias, flavor.quote(column) + " = " + value));
        sql.append(" WHERE ").condition(query.filter(), query.table(), alias);
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
