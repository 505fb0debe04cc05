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
 * Switches user triggers off by ALTER TABLE, inside the transaction, and back to exactly what each was. What to do for that
 * is kept in a setting of the transaction, so that it is known wherever the end is, and forgotten with a rollback.
 *
 * <p>Not by session_replication_role: that would also switch off the checks of foreign keys.
 */
final class PostgresTriggers {
    private static final String UNDO = "decant.triggers";

    private static final String ENABLED = """
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
                   pg_catalog.quote_ident(g.tgname), g.tgenabled::text
            FROM pg_catalog.pg_trigger g
            JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE NOT g.tgisinternal AND g.tgenabled IN ('O', 'A')
              AND (g.tgrelid = ANY (?::text[]::regclass[])
                   OR pg_catalog.pg_partition_root(g.tgrelid) = ANY (?::text[]::regclass[]))
            ORDER BY 1, 2
            """;

    private PostgresTriggers() {}

    static void off(Connection connection, Collection<Table> tables) throws SQLException {
        List<String> disable = new ArrayList<>();
        List<String> undo = new ArrayList<>();
        Object[] names = tables.stream()
                .map(t -> PostgresFlavor.withParameters().table(t.name()))
                .toArray();
        try (PreparedStatement statement = connection.prepareStatement(ENABLED)) {
            statement.setArray(1, connection.createArrayOf("text", names));
            statement.setArray(2, connection.createArrayOf("text", names));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String alter = "ALTER TABLE ONLY " + row.getString(1);
                    disable.add(alter + " DISABLE TRIGGER " + row.getString(2));
                    undo.add(alter + (row.getString(3).equals("A") ? " ENABLE ALWAYS" : " ENABLE") + " TRIGGER "
                            + row.getString(2));
                }
            }
        }
        if (disable.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(String.join("; ", disable));
        } catch (SQLException e) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "this role may not switch off the target's triggers; use the tables' owner, or --triggers fire",
                    e);
        }
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config('" + UNDO + "', ?, true)")) {
            statement.setString(1, String.join("; ", undo));
            statement.execute();
        }
    }

    /** To be called when all rows are in, and all checks done: a table with checks that wait cannot be altered. */
    static void backAsTheyWere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String undo;
            try (ResultSet row = statement.executeQuery("SELECT coalesce(current_setting('" + UNDO + "', true), '')")) {
                row.next();
                undo = row.getString(1);
            }
            if (!undo.isEmpty()) {
                statement.execute(undo);
            }
        }
    }
}
