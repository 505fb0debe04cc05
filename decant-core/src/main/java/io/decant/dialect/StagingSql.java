package io.decant.dialect;

import io.decant.schema.Column.Generation;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Set-based statements between a staging table ({@code s}) and its target ({@code t}). */
final class StagingSql {
    private final SqlFlavor flavor;
    private final Table staging;
    private final Table target;

    StagingSql(SqlFlavor flavor, Table staging, Table target) {
        this.flavor = flavor;
        this.staging = staging;
        this.target = target;
    }

    String collisions(List<String> key) {
        return "SELECT " + flavor.countRows() + " FROM " + from() + " WHERE " + is(StagedSql.FRESH) + " AND "
                + inTarget(key, key);
    }

    String exchanges(List<String> key, List<String> unique) {
        return "SELECT " + flavor.countRows() + " FROM " + from() + " JOIN " + flavor.rows(target) + " AS t ON "
                + pairs("t", unique, "s", unique) + " WHERE NOT " + is(StagedSql.KEPT) + " AND NOT ("
                + pairs("t", key, "s", key) + ") AND EXISTS (SELECT 1 FROM " + flavor.table(staging.name())
                + " AS o WHERE o." + flavor.quote(StagedSql.STATE) + " = " + StagedSql.CHANGED + " AND "
                + pairs("t", key, "o", key) + ")";
    }

    String insertFresh(List<String> columns, Collection<String> asNull) {
        return insert(columns, asNull) + " WHERE " + is(StagedSql.FRESH);
    }

    private String insert(List<String> columns, Collection<String> asNull) {
        boolean overrides =
                columns.stream().anyMatch(c -> target.requireColumn(c).generation() == Generation.IDENTITY_ALWAYS);
        return "INSERT INTO " + flavor.table(target.name())
                + columns.stream().map(flavor::quote).collect(Collectors.joining(", ", " (", ")"))
                + (overrides ? " " + flavor.overriding() : "")
                + columns.stream()
                        .map(c -> asNull.contains(c) ? "NULL" : staged(c))
                        .collect(Collectors.joining(", ", " SELECT ", " FROM "))
                + from();
    }

    /** Inserts the rows whose parent is there (or is the row itself, or is not named), and that are not there yet. */
    String insertLevel(List<String> columns, Collection<String> asNull, ForeignKey self, List<String> key) {
        List<String> child = self.columns();
        String noParent = child.stream().map(c -> staged(c) + " IS NULL").collect(Collectors.joining(" OR "));
        String ownParent = pairs("s", child, "s", self.parentColumns());
        return insert(columns, asNull) + " WHERE " + is(StagedSql.FRESH) + " AND NOT " + inTarget(key, key) + " AND ("
                + noParent + " OR (" + ownParent + ") OR " + inTarget(child, self.parentColumns()) + ")";
    }

    String fill(List<String> key, List<String> columns) {
        String any = columns.stream()
                .map(c -> "s." + flavor.quote(c) + " IS NOT NULL")
                .collect(Collectors.joining(" OR ", "(", ")"));
        return updateFrom(key, columns, "NOT " + is(StagedSql.KEPT) + " AND " + any);
    }

    String change(List<String> key, List<String> columns) {
        return updateFrom(key, columns, is(StagedSql.CHANGED) + " AND " + differ(columns));
    }

    String unlike(List<String> key, List<String> columns) {
        return "SELECT " + flavor.countRows() + " FROM " + from() + " JOIN " + flavor.rows(target) + " AS t ON "
                + pairs("t", key, "s", key) + " WHERE " + is(StagedSql.KEPT) + " AND " + differ(columns);
    }

    private String differ(List<String> columns) {
        return columns.stream()
                .map(c -> flavor.differs("t." + flavor.quote(c), staged(c), target.requireColumn(c)))
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private String updateFrom(List<String> key, List<String> columns, String where) {
        return flavor.updateFrom(
                flavor.rows(target),
                flavor.table(staging.name()),
                key.stream().map(flavor::quote).toList(),
                columns.stream().map(flavor::quote).toList(),
                flavor.keptOnUpdate(target, columns).stream().map(flavor::quote).toList(),
                where);
    }

    private String is(int state) {
        return "s." + flavor.quote(StagedSql.STATE) + " = " + state;
    }

    private String from() {
        return flavor.table(staging.name()) + " AS s";
    }

    private String inTarget(List<String> stagingColumns, List<String> targetColumns) {
        return "EXISTS (SELECT 1 FROM " + flavor.rows(target) + " AS t WHERE "
                + pairs("t", targetColumns, "s", stagingColumns) + ")";
    }

    private String pairs(String left, List<String> leftColumns, String right, List<String> rightColumns) {
        return IntStream.range(0, leftColumns.size())
                .mapToObj(i -> left + "." + flavor.quote(leftColumns.get(i)) + " = " + right + "."
                        + flavor.quote(rightColumns.get(i)))
                .collect(Collectors.joining(" AND "));
    }

    private String staged(String column) {
        return "s." + flavor.quote(column);
    }
}
