package io.decant.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settings that the text of values and the length of our work lean on, for the current transaction only, so that nothing
 * stays behind in a connection that goes back to a pool.
 */
final class PostgresSession {
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("timezone", "UTC"),
            Map.entry("datestyle", "ISO, YMD"),
            Map.entry("intervalstyle", "postgres"),
            Map.entry("bytea_output", "hex"),
            Map.entry("extra_float_digits", "3"),
            Map.entry("lc_monetary", "C"),
            Map.entry("xmloption", "content"),
            // Constants are written for this, and read by it, in one way only.
            Map.entry("standard_conforming_strings", "on"),
            // Refuse, where policies would hide rows without a word.
            Map.entry("row_security", "off"),
            // Compiling costs more than it gives in one long scan.
            Map.entry("jit", "off"),
            Map.entry("statement_timeout", "0"),
            Map.entry("idle_in_transaction_session_timeout", "0"),
            // From version 17 on.
            Map.entry("transaction_timeout", "0")));

    private static final String SQL =
            SETTINGS.entrySet().stream().map(PostgresSession::set).collect(Collectors.joining(", ", "SELECT ", ""));

    private PostgresSession() {}

    /** Sets everything in one round trip. The connection must be in a transaction, or about to begin one. */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(SQL);
        }
    }

    /** Not every version knows every setting: a name that current_setting does not find is passed over. */
    private static String set(Map.Entry<String, String> setting) {
        String name = "'" + setting.getKey() + "'";
        return "CASE WHEN pg_catalog.current_setting(" + name + ", true) IS NOT NULL THEN pg_catalog.set_config(" + name
                + ", '" + setting.getValue() + "', true) END";
    }
}
