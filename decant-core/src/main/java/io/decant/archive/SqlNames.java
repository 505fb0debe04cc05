package io.decant.archive;

import io.decant.schema.TableName;

/** Quoting for the load scripts, by the SQL standard, which PostgreSQL and DuckDB follow. */
final class SqlNames {
    private SqlNames() {}

    static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String table(TableName table) {
        return identifier(table.schema()) + "." + identifier(table.name());
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name inside a comment, which a line feed would end. */
    static String comment(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
