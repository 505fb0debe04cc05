package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.schema.Column;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** SQLite's SQL. */
final class SqliteFlavor implements SqlFlavor {

    @Override
    public String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    @Override
    public String placeholder(int index, Column column) {
        return "?";
    }

    @Override
    public void bind(PreparedStatement statement, int position, Bound value) throws SQLException {
        SqliteTypes.codec(value.column()).bind(statement, position, value.text());
    }

    @Override
    public boolean correlates() {
        return false;
    }

    /** SQLite compares any two values, by the affinity of their columns. */
    @Override
    public boolean comparable(Column one, Column other) {
        return true;
    }

    @Override
    public String text(String expression) {
        return "CAST(" + expression + " AS TEXT)";
    }

    /** BINARY compares the encoded bytes, and a column may be declared otherwise. */
    @Override
    public String sortKey(String expression, Column column) {
        return expression + " COLLATE BINARY";
    }

    /** Values of another class are others, though SQLite may take them for equal; texts are compared by their bytes. */
    @Override
    public String differs(String left, String right, Column column) {
        return "(typeof(" + left + ") <> typeof(" + right + ") OR " + left + " IS NOT " + right + " COLLATE BINARY)";
    }

    /** Version 4, in the form that the column's uuids have. */
    @Override
    public String newUuid(Column column) {
        String hex = "lower(hex(randomblob(%d)))";
        String version = "'4' || substr(" + hex.formatted(2) + ", 2)";
        String variant = "substr('89ab', 1 + abs(random() % 4), 1) || substr(" + hex.formatted(2) + ", 2)";
        String stored = String.valueOf(column.type().stored());
        if (stored.equals("blob")) {
            return "randomblob(16)";
        }
        String text = hex.formatted(4) + " || '-' || " + hex.formatted(2) + " || '-' || " + version + " || '-' || "
                + variant + " || '-' || " + hex.formatted(6);
        return stored.equals("upper") ? "upper(" + text + ")" : "(" + text + ")";
    }

    @Override
    public String overriding() {
        return "";
    }

    @Override
    public DecantException failure(String doing, SQLException cause) {
        return SqliteFailure.of(doing, cause);
    }
}
