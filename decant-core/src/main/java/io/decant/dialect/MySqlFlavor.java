package io.decant.dialect;

import io.decant.dialect.MySqlTypes.Declared;
import io.decant.error.DecantException;
import io.decant.schema.Column;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The SQL of MySQL and MariaDB. */
final class MySqlFlavor implements SqlFlavor {
    private final MySqlProduct product;

    MySqlFlavor(MySqlProduct product) {
        this.product = product;
    }

    MySqlCodec codec(Column column) {
        return MySqlCodecs.of(product, column);
    }

    @Override
    public String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    @Override
    public String placeholder(int index, Column column) {
        return Declared.of(column.nativeType()).shape() ? "UNHEX(?)" : "?";
    }

    @Override
    public void bind(PreparedStatement statement, int position, Bound value) throws SQLException {
        codec(value.column()).bind(statement, position, value.text());
    }

    /** Both plan IN with an uncorrelated subquery as a semi-join or look it up in a temporary table. */
    @Override
    public boolean correlates() {
        return false;
    }

    @Override
    public String text(String expression) {
        return chars(expression) + " COLLATE utf8mb4_bin";
    }

    private static String chars(String expression) {
        return "CAST(" + expression + " AS CHAR CHARACTER SET utf8mb4)";
    }

    @Override
    public String sortKey(String expression, Column column) {
        return switch (column.type().kind()) {
            case TEXT, UUID -> "CAST(" + chars(expression) + " AS BINARY)";
            default -> expression;
        };
    }

    /** Bytes are no text in any charset, and casting a float says six digits of it. */
    @Override
    public String looseSortKey(String expression, Column column) {
        boolean bytes = column.type().kind() == TypeKind.BYTES
                || Declared.of(column.nativeType()).shape();
        return bytes ? "HEX(" + expression + ")" : "CAST(" + chars(readable(expression, column)) + " AS BINARY)";
    }

    /** NULL comes first by itself, and there are no words to say so. */
    @Override
    public String nullsFirst() {
        return "";
    }

    @Override
    public String readable(String expression, Column column) {
        Declared declared = Declared.of(column.nativeType());
        if (declared.shape()) {
            return "HEX(" + expression + ")";
        }
        if (declared.asServerText()) {
            return "CAST(" + expression + " AS CHAR)";
        }
        return switch (declared.name()) {
            case "bit", "year" -> expression + " + 0";
            // Else the server sends six digits. A sum would lose the sign of zero.
            case "float" -> expression + " * 1e0";
            default -> expression;
        };
    }

    @Override
    public String overriding() {
        return "";
    }

    /** The form for several tables is the one that takes an alias everywhere. */
    @Override
    public String deleteOf(String alias) {
        return "DELETE " + alias;
    }

    /** A column declared ON UPDATE CURRENT_TIMESTAMP keeps its value only when it is told to. */
    @Override
    public List<String> keptOnUpdate(Table table, Collection<String> set) {
        return table.columns().stream()
                .filter(c -> !c.computed() && !set.contains(c.name()))
                .filter(c -> {
                    String name = Declared.of(c.nativeType()).name();
                    return name.equals("timestamp") || name.equals("datetime");
                })
                .map(Column::name)
                .toList();
    }

    @Override
    public String updateFrom(
            String table, String from, List<String> key, List<String> columns, List<String> kept, String where) {
        return "UPDATE " + table + " AS t JOIN " + from + " AS s ON "
                + key.stream().map(c -> "t." + c + " = s." + c).collect(Collectors.joining(" AND ")) + " SET "
                + columns.stream().map(c -> "t." + c + " = s." + c).collect(Collectors.joining(", "))
                + kept.stream().map(c -> ", t." + c + " = t." + c).collect(Collectors.joining()) + " WHERE " + where;
    }

    /** By their bytes where a collation, or the type, takes others for the same. */
    @Override
    public String differs(String left, String right, Column column) {
        return "NOT (" + exact(left, column) + " <=> " + exact(right, column) + ")";
    }

    private String exact(String expression, Column column) {
        return switch (column.type().kind()) {
            case BOOLEAN, INTEGER, DECIMAL, FLOAT32, FLOAT64, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> expression;
            default -> looseSortKey(expression, column);
        };
    }

    @Override
    public String newUuid(Column column) {
        return Declared.of(column.nativeType()).name().endsWith("binary")
                ? "UNHEX(REPLACE(UUID(), '-', ''))"
                : "UUID()";
    }

    @Override
    public DecantException failure(String doing, SQLException cause) {
        return MySqlFailure.of(product, doing, cause);
    }
}
