package io.decant.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How each product is asked for what {@link DatabaseDigest} wants to know. */
enum DigestQueries {
    POSTGRESQL {
        @Override
        String tables() {
            return "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'";
        }

        /** The row as the server writes it: quotes tell the empty text from NULL. */
        @Override
        String rows(String table, String where) {
            return "SELECT t::text FROM ONLY " + table + " AS t WHERE " + where;
        }

        @Override
        List<String> definitions() {
            return List.of(
                    "SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal",
                    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated::text"
                            + " FROM pg_constraint WHERE conrelid <> 0 AND connamespace <> 'information_schema'::regnamespace"
                            + " AND connamespace::regnamespace::text NOT LIKE 'pg\\_%'",
                    "SELECT schemaname, indexdef FROM pg_indexes WHERE schemaname NOT LIKE 'pg\\_%'");
        }

        @Override
        String sequences(Connection connection) {
            return "SELECT schemaname || '.' || sequencename, last_value::text FROM pg_sequences";
        }

        @Override
        String temporaryTables() {
            return "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind IN ('r', 'p')";
        }
    },
    SQLITE {
        @Override
        String tables() {
            return "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
        }

        @Override
        List<String> definitions() {
            return List.of("SELECT type, name, tbl_name, sql FROM main.sqlite_schema");
        }

        @Override
        String sequences(Connection connection) throws SQLException {
            boolean none = Rows.of(connection, "SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'")
                    .isEmpty();
            return none ? "" : "SELECT name, seq FROM main.sqlite_sequence";
        }

        @Override
        String temporaryTables() {
            return "SELECT name FROM temp.sqlite_schema WHERE type = 'table'";
        }

        /** With the storage class, which is each value's own here, and a double by its bits. */
        @Override
        String value(ResultSet row, int column) throws SQLException {
            Object value = row.getObject(column);
            if (value instanceof byte[] bytes) {
                return "bytes " + HexFormat.of().formatHex(bytes);
            }
            if (value instanceof Double number) {
                return "real " + Long.toHexString(Double.doubleToRawLongBits(number));
            }
            return value instanceof Number ? "integer " + value : "text " + value;
        }
    },
    H2 {
        @Override
        String tables() {
            return "SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'BASE TABLE'"
                    + " AND TABLE_SCHEMA <> 'INFORMATION_SCHEMA' AND STORAGE_TYPE NOT LIKE '%TEMPORARY'";
        }

        @Override
        List<String> definitions() {
            return List.of(
                    "SELECT TRIGGER_SCHEMA, TRIGGER_NAME, EVENT_OBJECT_TABLE, JAVA_CLASS FROM INFORMATION_SCHEMA.TRIGGERS",
                    "SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, TABLE_NAME, CONSTRAINT_TYPE"
                            + " FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS",
                    "SELECT INDEX_SCHEMA, INDEX_NAME, TABLE_NAME FROM INFORMATION_SCHEMA.INDEXES"
                            + " WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'");
        }

        @Override
        String sequences(Connection connection) {
            return "SELECT SEQUENCE_SCHEMA || '.' || SEQUENCE_NAME, BASE_VALUE FROM INFORMATION_SCHEMA.SEQUENCES"
                    + " UNION ALL SELECT TABLE_SCHEMA || '.' || TABLE_NAME || '.' || COLUMN_NAME, IDENTITY_BASE"
                    + " FROM INFORMATION_SCHEMA.COLUMNS WHERE IS_IDENTITY = 'YES'";
        }

        @Override
        String temporaryTables() {
            return "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE STORAGE_TYPE LIKE '%TEMPORARY'";
        }
    },
    /** MySQL and MariaDB; only the database of the connection, since tests share a server. */
    MYSQL {
        @Override
        String tables() {
            return "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
                    + " AND table_schema = database()";
        }

        @Override
        List<String> definitions() {
            return List.of(
                    "SELECT trigger_name, event_object_table, action_statement FROM information_schema.triggers"
                            + " WHERE trigger_schema = database()",
                    "SELECT table_name, constraint_name, constraint_type FROM information_schema.table_constraints"
                            + " WHERE constraint_schema = database()",
                    "SELECT table_name, index_name, column_name, seq_in_index FROM information_schema.statistics"
                            + " WHERE table_schema = database()");
        }

        @Override
        String sequences(Connection connection) {
            return "SELECT table_name, auto_increment FROM information_schema.tables WHERE table_schema = database()"
                    + " AND auto_increment IS NOT NULL";
        }

        /** None of these servers lists all of them; a name of ours that is taken shows by MariaDB's list. */
        @Override
        String temporaryTables() {
            return "SELECT table_name FROM information_schema.tables WHERE table_type = 'TEMPORARY'"
                    + " AND table_schema = database()";
        }

        @Override
        String quoted(List<String> name) {
            return name.stream()
                    .map(part -> "`" + part.replace("`", "``") + "`")
                    .collect(Collectors.joining("."));
        }

        @Override
        boolean isNull(ResultSet row, int column) throws SQLException {
            return text(row, column) == null;
        }

        @Override
        String value(ResultSet row, int column) throws SQLException {
            return text(row, column);
        }

        /** Text and bytes as the server sent them; of numbers and times the driver makes text only. */
        private @Nullable String text(ResultSet row, int column) throws SQLException {
            switch (row.getMetaData().getColumnType(column)) {
                case Types.CHAR,
                        Types.VARCHAR,
                        Types.LONGVARCHAR,
                        Types.BINARY,
                        Types.VARBINARY,
                        Types.LONGVARBINARY -> {
                    byte[] bytes = row.getBytes(column);
                    return bytes == null ? null : HexFormat.of().formatHex(bytes);
                }
                default -> {
                    return row.getString(column);
                }
            }
        }
    };

    static DigestQueries of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> POSTGRESQL;
            case "SQLite" -> SQLITE;
            case "H2" -> H2;
            case "MySQL", "MariaDB" -> MYSQL;
            default -> throw new AssertionError("no digest of a database of " + product);
        };
    }

    /** Every base table of the user's: its schema, where there are several, and its name. */
    abstract String tables();

    /** Queries whose rows say what the tables' triggers, keys, checks and indexes are. */
    abstract List<String> definitions();

    /** Names and numbers; empty if there are none. */
    abstract String sequences(Connection connection) throws SQLException;

    abstract String temporaryTables();

    String quoted(List<String> name) {
        return name.stream()
                .map(part -> "\"" + part.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining("."));
    }

    String rows(String quotedTable, String where) {
        return "SELECT * FROM " + quotedTable + " AS t WHERE " + where;
    }

    /** The whole row, so that no two rows have the same text. */
    final String text(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            boolean isNull = isNull(row, i);
            String value = isNull ? "" : value(row, i);
            text.append(isNull ? "null" : value.length() + ":").append(value).append(',');
        }
        return text.toString();
    }

    boolean isNull(ResultSet row, int column) throws SQLException {
        return row.getObject(column) == null;
    }

    String value(ResultSet row, int column) throws SQLException {
        return switch (row.getMetaData().getColumnType(column)) {
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                HexFormat.of().formatHex(row.getBytes(column));
            default -> row.getString(column);
        };
    }
}
