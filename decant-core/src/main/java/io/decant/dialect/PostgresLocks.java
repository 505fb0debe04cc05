package io.decant.dialect;

import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Who is in the way, for a message. */
final class PostgresLocks {
    private static final String QUERY = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_locks l
            JOIN pg_catalog.pg_class c ON c.oid = l.relation
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = current_database()
            WHERE l.mode = 'AccessExclusiveLock' AND l.granted
            """;

    private PostgresLocks() {}

    /** The tables that somebody keeps for himself now, by name; all of them in short, where that is over already. */
    static String heldExclusively(DataSource source, Collection<TableName> tables) throws SQLException {
        Set<TableName> wanted = Set.copyOf(tables);
        Set<TableName> held = new TreeSet<>();
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(QUERY);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                TableName name = new TableName(row.getString(1), row.getString(2));
                if (wanted.contains(name)) {
                    held.add(name);
                }
            }
        }
        List<String> names = held.stream().map(n -> "table " + n).toList();
        return names.isEmpty() ? "one of " + tables.size() + " tables" : String.join(", ", names);
    }
}
