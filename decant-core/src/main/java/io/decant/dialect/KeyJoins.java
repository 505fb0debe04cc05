package io.decant.dialect;

import io.decant.plan.RowFilter;
import io.decant.schema.Column;
import io.decant.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Joins a table's rows with key maps, and says what each column then is. For one statement. */
final class KeyJoins {
    private final FilterSql sql;
    private final SqlFlavor flavor;
    private final Table table;
    private final String alias;
    private final String from;
    private final String to;
    private final Map<String, List<Joined>> joined = new LinkedHashMap<>();

    private record Joined(KeyUse use, String alias) {}

    /**
     * @param alias of the table's rows in the statement
     * @param uses columns that have counterparts
     * @param back true to look up the old key of a new one
     */
    KeyJoins(FilterSql sql, SqlFlavor flavor, Table table, String alias, List<KeyUse> uses, boolean back) {
        this.sql = sql;
        this.flavor = flavor;
        this.table = table;
        this.alias = alias;
        this.from = back ? KeyMapTable.NEW : KeyMapTable.OLD;
        this.to = back ? KeyMapTable.OLD : KeyMapTable.NEW;
        int number = 0;
        for (KeyUse use : uses) {
            joined.computeIfAbsent(use.column(), c -> new ArrayList<>()).add(new Joined(use, "m" + number++));
        }
    }

    /** Appends the joins, to follow the table and its alias. */
    void appendJoins() {
        for (List<Joined> each : joined.values()) {
            for (Joined join : each) {
                Table map = join.use().map();
                sql.append(" LEFT JOIN " + flavor.rows(map) + " " + join.alias() + " ON "
                        + flavor.equal(
                                join.alias() + "." + flavor.quote(from),
                                map.requireColumn(from),
                                plain(join.use().column()),
                                table.requireColumn(join.use().column())));
            }
        }
    }

    /** The column's value as text of the statement, to be appended next: it may hold placeholders. */
    String value(Column column) {
        List<Joined> ways = joined.getOrDefault(column.name(), List.of());
        if (ways.isEmpty()) {
            return plain(column.name());
        }
        if (ways.get(0).use().when().isEmpty()) {
            return value(ways.get(0), column);
        }
        return sql.capture(() -> {
            sql.append("CASE");
            for (Joined way : ways) {
                sql.append(" WHEN ");
                condition(sql, way.use(), table, alias);
                sql.append(" THEN ").append(value(way, column));
            }
            sql.append(" ELSE ").append(plain(column.name())).append(" END");
        });
    }

    private String value(Joined way, Column column) {
        String counterpart = flavor.typed(way.alias() + "." + flavor.quote(to), column);
        return way.use().total() ? counterpart : "COALESCE(" + counterpart + ", " + plain(column.name()) + ")";
    }

    /** Appends the condition under which the use's column has a counterpart. */
    static void condition(FilterSql sql, KeyUse use, Table table, String alias) {
        List<RowFilter> all = new ArrayList<>();
        new TreeMap<>(use.when()).forEach((name, accepted) -> all.add(new RowFilter.ValueIn(name, accepted)));
        sql.condition(new RowFilter.And(all), table, alias);
    }

    private String plain(String column) {
        return alias + "." + flavor.quote(column);
    }
}
