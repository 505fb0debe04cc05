package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.schema.Column;
import io.decant.schema.TableName;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** SQL Server's SQL, version 2017 and newer; ordered text takes 2019, which has collations of UTF-8. */
final class MsSqlFlavor implements SqlFlavor {
    private static final String BYTES_OF_UTF8 = "Latin1_General_100_BIN2_UTF8";
    private static final Set<String> CAST_WHEN_BOUND = Set.of(
            "date",
            "time",
            "smalldatetime",
            "datetime",
            "datetime2",
            "datetimeoffset",
            "uniqueidentifier",
            "hierarchyid");

    @Override
    public String quote(String identifier) {
        return "[" + identifier.replace("]", "]]") + "]";
    }

    /** A temporary table belongs to the session, and is called by its name alone. */
    @Override
    public String table(TableName name) {
        return name.name().startsWith("#") ? quote(name.name()) : SqlFlavor.super.table(name);
    }

    /**
     * Dates and times are sent as text in the one form that no session setting reads otherwise: the driver takes them
     * through a calendar in the JVM's zone, which has hours that never were.
     */
    @Override
    public String placeholder(int index, Column column) {
        MsSqlType type = MsSqlType.of(column);
        if (CAST_WHEN_BOUND.contains(type.name())) {
            return "CAST(? AS " + column.nativeType() + ")";
        }
        return switch (type.name()) {
            case "geography", "geometry" -> "CAST(CONVERT(varbinary(max), ?, 1) AS " + type.name() + ")";
            // 1: white space is kept.
            case "xml" -> "CONVERT(xml, ?, 1)";
            default -> "?";
        };
    }

    @Override
    public void bind(PreparedStatement statement, int position, Bound value) throws SQLException {
        MsSqlCodecs.toCompare(value.column()).bind(statement, position, value.text());
    }

    /** A recursive query stands only before a statement, never in a condition. */
    @Override
    public boolean recurses() {
        return false;
    }

    /** There is no IN over several columns. */
    @Override
    public boolean correlates() {
        return true;
    }

    @Override
    public String truth(boolean value) {
        return value ? "1 = 1" : "1 = 0";
    }

    @Override
    public String notTrue(String condition) {
        return "(CASE WHEN " + condition + " THEN 0 ELSE 1 END = 1)";
    }

    @Override
    public String countRows() {
        return "count_big(*)";
    }

    @Override
    public String deleteOf(String alias) {
        return "DELETE " + alias;
    }

    @Override
    public String firstRows(int rows, String columns, String from) {
        return "SELECT TOP (" + rows + ") " + columns + " FROM " + from;
    }

    /** Columns of two collations cannot be compared as they are. */
    @Override
    public boolean comparable(Column one, Column other) {
        MsSqlType first = MsSqlType.of(one);
        MsSqlType second = MsSqlType.of(other);
        return SqlFlavor.super.comparable(one.as(first.columnType()), other.as(second.columnType()))
                && Objects.equals(first.collation(), second.collation());
    }

    /** Under one collation for all, without case: a uniqueidentifier's text is in capitals. */
    @Override
    public String text(String expression) {
        return "CAST(" + expression + " AS nvarchar(max)) COLLATE Latin1_General_100_CI_AS";
    }

    @Override
    public String sortKey(String expression, Column column) {
        MsSqlType type = MsSqlType.of(column);
        if (type.name().equals("uniqueidentifier")) {
            // Its own order begins with the last bytes.
            return "CAST(" + expression + " AS char(36)) COLLATE Latin1_General_100_BIN2";
        }
        return type.textual() ? utf8(expression) : expression;
    }

    private static String utf8(String expression) {
        return "CONVERT(varbinary(max), CAST(" + expression + " COLLATE " + BYTES_OF_UTF8 + " AS varchar(max)))";
    }

    /** NULL comes first here, and cannot be told otherwise. */
    @Override
    public String nullsFirst() {
        return "";
    }

    @Override
    public String looseSortKey(String expression, Column column) {
        MsSqlType type = MsSqlType.of(column);
        return switch (type.name()) {
            case "char", "varchar", "nchar", "nvarchar" -> utf8(expression);
            case "text", "ntext", "xml", "json" -> utf8(readable(expression, column));
            case "image", "geography", "geometry", "hierarchyid" -> "CONVERT(varbinary(max), " + expression + ")";
            case "binary", "varbinary", "timestamp" -> expression;
            case "money", "smallmoney" -> shortText(expression, ", 2");
            case "float", "real" -> shortText(expression, ", 3");
            case "date", "time", "smalldatetime", "datetime", "datetime2", "datetimeoffset" ->
                shortText(expression, ", 121");
            default -> type.readable() ? shortText(expression, "") : "(SELECT 1)";
        };
    }

    private static String shortText(String expression, String style) {
        return "CONVERT(varchar(60), " + expression + style + ") COLLATE Latin1_General_100_BIN2";
    }

    /** What the driver would change on its way, or the server cannot compare or send, comes as text or bytes. */
    @Override
    public String readable(String expression, Column column) {
        return switch (MsSqlType.of(column).name()) {
            case "text", "ntext", "xml", "json" -> "CAST(" + expression + " AS nvarchar(max))";
            case "image" -> "CAST(" + expression + " AS varbinary(max))";
            case "datetimeoffset" -> "CONVERT(varchar(34), " + expression + ", 121)";
            case "hierarchyid" -> expression + ".ToString()";
            case "geography", "geometry" -> "CONVERT(varchar(max), CONVERT(varbinary(max), " + expression + "), 1)";
            default -> expression;
        };
    }

    @Override
    public String overriding() {
        return "";
    }

    @Override
    public String identityInsert(TableName table, boolean on) {
        return "SET IDENTITY_INSERT " + table(table) + (on ? " ON" : " OFF");
    }

    @Override
    public String updateFrom(
            String table, String from, List<String> key, List<String> columns, List<String> kept, String where) {
        return "UPDATE t SET "
                + columns.stream().map(c -> c + " = s." + c).collect(Collectors.joining(", ")) + " FROM " + table
                + " AS t INNER JOIN " + from + " AS s ON "
                + key.stream().map(c -> "t." + c + " = s." + c).collect(Collectors.joining(" AND "))
                + " WHERE " + where;
    }

    @Override
    public String updateAlias(String rows, String alias, String assignments) {
        return "UPDATE " + alias + " SET " + assignments + " FROM " + rows + " AS " + alias;
    }

    /** By their bytes, whatever the collation; what cannot be compared at all is compared as it is read. */
    @Override
    public String differs(String left, String right, Column column) {
        MsSqlType type = MsSqlType.of(column);
        boolean exact = type.textual() || !readable("x", column).equals("x");
        return exact
                ? "NOT EXISTS (SELECT " + bytes(readable(left, column)) + " INTERSECT SELECT "
                        + bytes(readable(right, column)) + ")"
                : "NOT EXISTS (SELECT " + left + " INTERSECT SELECT " + right + ")";
    }

    private static String bytes(String expression) {
        return "CONVERT(varbinary(max), " + expression + ")";
    }

    @Override
    public String newUuid(Column column) {
        return "NEWID()";
    }

    @Override
    public DecantException failure(String doing, SQLException cause) {
        return MsSqlFailure.of(doing, cause);
    }
}
