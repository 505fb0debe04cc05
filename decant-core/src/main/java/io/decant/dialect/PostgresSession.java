package io.decant.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
            // Refuse, where policies would hide rows without a word.
            Map.entry("row_security", "off"),
            // Compiling costs more than it gives in one long scan.
            Map.entry("jit", "off"),
            Map.entry("statement_timeout", "0"),
            Map.entry("idle_in_transaction_session_timeout", "0"),
            // From version 17 on.
            Map.entry("transaction_timeout", "0")));

    private PostgresSession() {}

    /**
     * Sets everything in one round trip. The connection must be in a transaction, or about to begin one.
     *
     * @param values for the settings of {@link PostgresFlavor#setting}, in order
     */
    static void prepare(Connection connection, List<String> values) throws SQLException {
        List<String> known = new ArrayList<>();
        for (String name : SETTINGS.keySet()) {
            known.add("'" + name + "'");
        }
        StringBuilder sql = new StringBuilder("SELECT count(set_config(name, CASE lower(name)");
        SETTINGS.forEach((name, value) -> sql.append(" WHEN '" + name + "' THEN '" + value + "'"));
        sql.append(" END, true)) FROM pg_catalog.pg_settings WHERE lower(name) IN (" + String.join(", ", known) + ")");
        for (int i = 0; i < values.size(); i++) {
            sql.append(" UNION ALL SELECT count(set_config('" + PostgresFlavor.setting(i) + "', ?, true))");
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
            }
            statement.execute();
        }
    }
}
