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

    @Override
    public String overriding() {
        return "";
    }

    @Override
    public DecantException failure(String doing, SQLException cause) {
        return SqliteFailure.of(doing, cause);
    }
}
