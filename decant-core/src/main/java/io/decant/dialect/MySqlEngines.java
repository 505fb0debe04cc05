package io.decant.dialect;

import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Storage engines, of which some keep neither a snapshot nor a transaction. */
final class MySqlEngines {
    private static final Set<String> TRANSACTIONAL = Set.of("INNODB", "ROCKSDB", "TOKUDB");
    private static final String QUERY = "SELECT TABLE_SCHEMA, TABLE_NAME, ENGINE FROM information_schema.TABLES"
            + " WHERE TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')"
            + " AND ENGINE IS NOT NULL AND UPPER(ENGINE) <> 'INNODB'";

    private MySqlEngines() {}

    /** Those of the tables that have no transactions, each with its engine, for a message. */
    static List<String> withoutTransactions(Connection connection, Collection<TableName> tables) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                TableName name = new TableName(rows.getString(1), rows.getString(2));
                String engine = rows.getString(3);
                if (tables.contains(name) && !TRANSACTIONAL.contains(engine.toUpperCase(Locale.ROOT))) {
                    found.add(name + " (" + engine + ")");
                }
            }
        }
        return found;
    }
}
