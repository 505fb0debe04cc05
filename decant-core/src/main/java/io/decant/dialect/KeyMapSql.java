package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import java.util.List;
import java.util.stream.Collectors;

/** Statements that fill key maps from staged rows, and staged rows from key maps. */
final class KeyMapSql {
    private final SqlFlavor flavor;
    private final Schema schema;

    KeyMapSql(SqlFlavor flavor, Schema schema) {
        this.flavor = flavor;
        this.schema = schema;
    }

    BoundSql copy(Table from, Table into, List<KeyUse> uses) {
        FilterSql sql = new FilterSql(flavor, schema, null);
        KeyJoins joins = new KeyJoins(sql, flavor, from, "s", uses, false);
        sql.append("INSERT INTO " + flavor.table(into.name()) + names(from.columns()) + " SELECT ");
        for (int i = 0; i < from.columns().size(); i++) {
            sql.append(i == 0 ? "" : ", ").append(joins.value(from.columns().get(i)));
        }
        sql.append(" FROM " + flavor.table(from.name()) + " AS s");
        joins.appendJoins();
        return sql.done();
    }

    BoundSql unmapped(Table staging, KeyUse use) {
        FilterSql sql = new FilterSql(flavor, schema, null);
        KeyJoins joins = new KeyJoins(sql, flavor, staging, "s", List.of(use), false);
        sql.append("SELECT " + flavor.countRows() + " FROM " + flavor.table(staging.name()) + " AS s");
        joins.appendJoins();
        sql.append(" WHERE s." + flavor.quote(use.column()) + " IS NOT NULL AND m0." + flavor.quote(KeyMapTable.OLD)
                + " IS NULL AND ");
        KeyJoins.condition(sql, use, staging, "s");
        return sql.done();
    }

    BoundSql matched(Table staging, Table target, Table map, List<KeyUse> uses, String key, Matching matching) {
        FilterSql sql = new FilterSql(flavor, schema, null);
        sql.append(
                "INSERT INTO " + mapped(map) + " SELECT s." + flavor.quote(key) + ", t." + flavor.quote(key) + ", 1");
        fromMatches(sql, staging, target, uses, matching);
        sql.append(" AND s." + flavor.quote(key) + " IS NOT NULL AND t." + flavor.quote(key) + " IS NOT NULL");
        return sql.done();
    }

    BoundSql ambiguous(Table staging, Table target, List<KeyUse> uses, String key, Matching matching) {
        FilterSql sql = new FilterSql(flavor, schema, null);
        String ours = "s." + flavor.quote(key);
        String theirs = "t." + flavor.quote(key);
        String rows = flavor.countRows();
        sql.append(
                "SELECT " + rows + " - count(DISTINCT " + ours + ") + " + rows + " - count(DISTINCT " + theirs + ")");
        fromMatches(sql, staging, target, uses, matching);
        return sql.done();
    }

    /** Every pair of a staged row and a row of the target that match; a condition can follow with AND. */
    private void fromMatches(FilterSql sql, Table staging, Table target, List<KeyUse> uses, Matching matching) {
        List<String> match = matching.columns();
        KeyJoins joins = new KeyJoins(sql, flavor, staging, "s", uses, false);
        sql.append(" FROM " + flavor.table(staging.name()) + " AS s");
        joins.appendJoins();
        sql.append(" JOIN " + flavor.rows(target) + " AS t ON ");
        for (int i = 0; i < match.size(); i++) {
            Column ours = staging.requireColumn(match.get(i));
            Column theirs = target.requireColumn(match.get(i));
            sql.append(i == 0 ? "" : " AND ")
                    .append(flavor.equal(joins.value(ours), ours, "t." + flavor.quote(theirs.name()), theirs));
        }
        sql.append(" WHERE ").condition(matching.staged(), staging, "s");
        sql.append(" AND ").condition(matching.there(), target, "t");
    }

    /** Numbers are given in the order of the old keys, so that what was older stays older. */
    BoundSql fresh(Table staging, Table map, String key, NewKeys keys) {
        String quoted = flavor.quote(key);
        String next = keys.next() != null
                ? keys.next()
                : keys.first() + " - 1 + ROW_NUMBER() OVER (ORDER BY s." + quoted + ")";
        String source = keys.next() == null
                ? flavor.table(staging.name())
                : "(SELECT * FROM " + flavor.table(staging.name()) + " ORDER BY " + quoted + ")";
        return new BoundSql("INSERT INTO " + mapped(map) + " SELECT s." + quoted + ", " + next + ", 0 FROM " + source
                + " AS s WHERE s." + quoted + " IS NOT NULL AND " + notYet(map, key));
    }

    BoundSql taken(Table staging, Table target, Table map, String key) {
        String quoted = flavor.quote(key);
        Column column = target.requireColumn(key);
        return new BoundSql("INSERT INTO " + mapped(map) + " SELECT s." + quoted + ", " + flavor.newUuid(column)
                + ", 0 FROM " + flavor.table(staging.name()) + " AS s WHERE s." + quoted + " IS NOT NULL AND "
                + notYet(map, key) + " AND EXISTS (SELECT 1 FROM " + flavor.rows(target) + " AS t WHERE t." + quoted
                + " = s." + quoted + ")");
    }

    BoundSql same(Table staging, Table map, String key) {
        String quoted = flavor.quote(key);
        return new BoundSql("INSERT INTO " + mapped(map) + " SELECT s." + quoted + ", s." + quoted + ", 0 FROM "
                + flavor.table(staging.name()) + " AS s WHERE s." + quoted + " IS NOT NULL AND " + notYet(map, key));
    }

    private String notYet(Table map, String key) {
        return "NOT EXISTS (SELECT 1 FROM " + flavor.table(map.name()) + " AS k WHERE k."
                + flavor.quote(KeyMapTable.OLD) + " = s." + flavor.quote(key) + ")";
    }

    private String mapped(Table map) {
        return flavor.table(map.name()) + names(map.columns());
    }

    private String names(List<Column> columns) {
        return columns.stream().map(c -> flavor.quote(c.name())).collect(Collectors.joining(", ", " (", ")"));
    }
}
