package io.decant.dialect;

import io.decant.schema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Triggers of SQLite, which has no switch for them: they are dropped within the transaction and created again, from their
 * own text, before it commits. What was dropped is kept in a temporary table of the same transaction, so that a rollback
 * undoes both, and a trigger is never lost.
 */
final class SqliteTriggers {
    private static final String KEPT = "temp.decant_triggers";

    private SqliteTriggers() {}

    static void off(Connection connection, SqlFlavor flavor, Collection<Table> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE IF NOT EXISTS decant_triggers (sql TEXT NOT NULL)");
            for (Table table : tables) {
                for (String trigger : table.triggers()) {
                    keep(connection, trigger);
                    statement.execute("DROP TRIGGER main." + flavor.quote(trigger));
                }
            }
        }
    }

    private static void keep(Connection connection, String trigger) throws SQLException {
        try (PreparedStatement keep = connection.prepareStatement("INSERT INTO " + KEPT
                + " SELECT sql FROM main.sqlite_schema WHERE type = 'trigger' AND name = ? ORDER BY rowid")) {
            keep.setString(1, trigger);
            keep.executeUpdate();
        }
    }

    static void backAsTheyWere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (read(statement, "SELECT name FROM temp.sqlite_schema WHERE name = 'decant_triggers'")
                    .isEmpty()) {
                return;
            }
            for (String sql : read(statement, "SELECT sql FROM " + KEPT + " ORDER BY rowid")) {
                statement.execute(sql);
            }
            statement.execute("DROP TABLE " + KEPT);
        }
    }

    private static List<String> read(Statement statement, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
