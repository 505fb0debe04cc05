package io.decant.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postgresql.core.BaseConnection;

/** Everything of a session that its next user could stumble over. */
public final class SessionState {
    private static final List<String> SQLITE_SETTINGS = List.of(
            "foreign_keys",
            "defer_foreign_keys",
            "query_only",
            "ignore_check_constraints",
            "recursive_triggers",
            "reverse_unordered_selects",
            "temp_store",
            "cache_size",
            "synchronous",
            "busy_timeout");

    /** What every statement changes. */
    private static final String ALWAYS_NEW = "'timestamp', 'last_insert_id', 'identity', 'insert_id', 'warning_count',"
            + " 'error_count', 'rand_seed1', 'rand_seed2', 'in_transaction', 'last_gtid', 'gtid_seq_no'";

    private SessionState() {}

    public static SortedMap<String, String> of(Connection connection) throws SQLException {
        SortedMap<String, String> state = new TreeMap<>();
        String product = connection.getMetaData().getDatabaseProductName();
        if (product.equals("PostgreSQL")) {
            state.put(
                    "transaction",
                    connection
                            .unwrap(BaseConnection.class)
                            .getTransactionState()
                            .name());
        }
        state.put("auto-commit", String.valueOf(connection.getAutoCommit()));
        state.put("isolation", String.valueOf(connection.getTransactionIsolation()));
        state.put("read-only", String.valueOf(connection.isReadOnly()));
        state.put("schema", String.valueOf(connection.getSchema()));
        state.put("temporary tables", DatabaseDigest.temporaryTables(connection).toString());
        settings(connection, product, state);
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        return state;
    }

    private static void settings(Connection connection, String product, SortedMap<String, String> state)
            throws SQLException {
        switch (product) {
            case "PostgreSQL" ->
                pairs(connection, "SELECT name, setting FROM pg_settings WHERE source = 'session'", state);
            case "H2" -> {
                pairs(connection, "SELECT STATE_KEY, STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE", state);
                pairs(
                        connection,
                        "SELECT 'LOCK_TIMEOUT', LOCK_TIMEOUT() UNION ALL SELECT 'UNCOMMITTED', CONTAINS_UNCOMMITTED"
                                + " FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID()",
                        state);
            }
            case "SQLite" -> {
                for (String setting : SQLITE_SETTINGS) {
                    state.put(setting, Rows.of(connection, "PRAGMA " + setting).toString());
                }
            }
            // MySQL and MariaDB.
            default ->
                pairs(
                        connection,
                        "SELECT variable_name, variable_value FROM "
                                + (product.equals("MariaDB") ? "information_schema" : "performance_schema")
                                + ".session_variables WHERE lower(variable_name) NOT IN (" + ALWAYS_NEW + ")",
                        state);
        }
    }

    private static void pairs(Connection connection, String query, SortedMap<String, String> state)
            throws SQLException {
        Rows.of(connection, query).forEach(row -> state.put(row.get(0), String.valueOf(row.get(1))));
    }
}
