package io.decant.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a session must be like for values to arrive as they are. Closing gives the session back as it was, for the
 * connection may be a pool's.
 */
final class MySqlSession implements AutoCloseable {
    /** Drivers escape by it, and some ask for it only once: kept as it is. */
    private static final String ESCAPES = "NO_BACKSLASH_ESCAPES";

    private static final String MODE = "sql_mode";

    private static final Map<String, String> SETTINGS = settings();

    private final Connection connection;
    private final Map<String, String> before;

    private MySqlSession(Connection connection, Map<String, String> before) {
        this.connection = connection;
        this.before = before;
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        // Strict, so that nothing is cut to fit; zero stays zero in an AUTO_INCREMENT column; zero dates are let
        // through,
        // for reading refuses them by name.
        settings.put(MODE, "STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ERROR_FOR_DIVISION_BY_ZERO");
        // In which timestamps are read and written.
        settings.put("time_zone", "+00:00");
        settings.put("foreign_key_checks", "1");
        settings.put("unique_checks", "1");
        // Bytes of a value that sorting looks at: the default of 1024 is less than the longest key.
        settings.put("max_sort_length", "8192");
        // Seconds that a reader may pause.
        settings.put("net_write_timeout", "600");
        return settings;
    }

    /** Prepares the session; does nothing, on closing neither, if it is prepared already. */
    static MySqlSession prepare(Connection connection) throws SQLException {
        Map<String, String> before = new LinkedHashMap<>();
        Map<String, String> changed = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            String names = SETTINGS.keySet().stream().map(n -> "@@SESSION." + n).collect(Collectors.joining(", "));
            try (ResultSet row = statement.executeQuery("SELECT " + names)) {
                row.next();
                int column = 1;
                for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
                    String name = setting.getKey();
                    String is = row.getString(column++);
                    String shall = name.equals(MODE) ? mode(setting.getValue(), is) : setting.getValue();
                    if (!words(is).equals(words(shall))) {
                        before.put(name, is);
                        changed.put(name, shall);
                    }
                }
            }
            set(statement, changed);
        }
        return new MySqlSession(connection, before);
    }

    private static String mode(String ours, String before) {
        return before.toUpperCase(Locale.ROOT).contains(ESCAPES) ? ours + "," + ESCAPES : ours;
    }

    private static Set<String> words(String value) {
        return Set.copyOf(List.of(value.split(",", -1)));
    }

    private static void set(Statement statement, Map<String, String> settings) throws SQLException {
        List<String> parts = new ArrayList<>();
        settings.forEach((name, value) -> parts.add(
                "SESSION " + name + " = " + (value.matches("\\d+") ? value : "'" + value.replace("'", "''") + "'")));
        if (!parts.isEmpty()) {
            statement.execute("SET " + String.join(", ", parts));
        }
    }

    @Override
    public void close() throws SQLException {
        if (!before.isEmpty() && !connection.isClosed()) {
            try (Statement statement = connection.createStatement()) {
                set(statement, before);
            }
        }
    }
}
