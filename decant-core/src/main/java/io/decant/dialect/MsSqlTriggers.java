package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
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
 * Switches user triggers off by ALTER TABLE, inside the transaction, and on again before its end. Which ones is kept in a
 * temporary table of the transaction's own, so that it is known wherever the end is, and forgotten with a rollback.
 */
final class MsSqlTriggers {
    static final String ENABLED = """
            SELECT g.name FROM sys.triggers AS g
            WHERE g.parent_id = OBJECT_ID(?) AND g.is_disabled = 0 AND g.is_ms_shipped = 0
            ORDER BY g.name""";
    static final String KEEP = "CREATE TABLE [#decant_triggers] (undo nvarchar(max) NOT NULL)";
    static final String REMEMBER = "INSERT INTO [#decant_triggers] (undo) VALUES (?)";
    static final String KEPT = "SELECT CASE WHEN OBJECT_ID('tempdb..#decant_triggers') IS NULL THEN 0 ELSE 1 END";
    static final String UNDO = "SELECT undo FROM [#decant_triggers]";
    static final String FORGET = "DROP TABLE [#decant_triggers]";

    private MsSqlTriggers() {}

    static void off(SqlFlavor flavor, Connection connection, Collection<Table> tables) throws SQLException {
        List<String> off = new ArrayList<>();
        List<String> on = new ArrayList<>();
        for (Table table : tables) {
            String name = flavor.table(table.name());
            for (String trigger : enabled(connection, name)) {
                off.add(alter(name, "DISABLE", flavor.quote(trigger)));
                on.add(alter(name, "ENABLE", flavor.quote(trigger)));
            }
        }
        if (off.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (String sql : off) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "this login may not switch off the target's triggers: it needs ALTER on the tables; or import with"
                            + " --triggers fire",
                    e);
        }
        keep(connection, on);
    }

    static String alter(String table, String what, String trigger) {
        return "ALTER TABLE " + table + " " + what + " TRIGGER " + trigger;
    }

    private static List<String> enabled(Connection connection, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ENABLED)) {
            statement.setNString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }

    private static void keep(Connection connection, List<String> undo) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(KEEP);
        }
        try (PreparedStatement statement = connection.prepareStatement(REMEMBER)) {
            for (String sql : undo) {
                statement.setNString(1, sql);
                statement.executeUpdate();
            }
        }
    }

    static void backAsTheyWere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(KEPT)) {
                row.next();
                if (row.getInt(1) == 0) {
                    return;
                }
            }
            List<String> undo = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(UNDO)) {
                while (row.next()) {
                    undo.add(row.getString(1));
                }
            }
            for (String sql : undo) {
                statement.execute(sql);
            }
            statement.execute(FORGET);
        }
    }
}
