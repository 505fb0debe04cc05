package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One transaction at isolation SNAPSHOT, which others cannot join; or several connections to a database in which nothing
 * changes. DDL and TRUNCATE meanwhile are safe: the server then fails the reading transaction (error 3961).
 */
final class MsSqlSnapshot implements Snapshot {
    private final List<Connection> connections = new ArrayList<>();
    private int isolation = Connection.TRANSACTION_READ_COMMITTED;
    private String means = "";
    private Instant takenAt = Instant.EPOCH;

    private MsSqlSnapshot() {}

    /** @param count how many connections are wanted */
    static MsSqlSnapshot open(SqlFlavor flavor, DataSource source, int count, Collection<TableName> tables)
            throws SQLException {
        MsSqlSnapshot snapshot = new MsSqlSnapshot();
        try {
            Connection first = snapshot.connect(source);
            snapshot.isolation = first.getTransactionIsolation();
            State state = State.of(first);
            refuse(first, tables);
            if (state.readOnly()) {
                while (snapshot.connections.size() < count) {
                    snapshot.connect(source);
                }
            } else {
                state.requireSnapshots();
                execute(first, MsSqlSnapshotSql.ISOLATION);
            }
            snapshot.means = state.means(snapshot.connections.size());
            for (Connection connection : snapshot.connections) {
                connection.setAutoCommit(false);
            }
            snapshot.take(flavor, first, tables);
            return snapshot;
        } catch (SQLException e) {
            throw snapshot.closeAfter(flavor.failure("cannot take a snapshot", e));
        } catch (RuntimeException e) {
            throw snapshot.closeAfter(e);
        }
    }

    private Connection connect(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        connections.add(connection);
        return connection;
    }

    private RuntimeException closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private record State(boolean snapshots, boolean readOnly, boolean databaseSnapshot) {
        static State of(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(MsSqlSnapshotSql.STATE)) {
                row.next();
                return new State(row.getInt(1) == 1, row.getBoolean(2), row.getBoolean(3));
            }
        }

        void requireSnapshots() {
            if (!snapshots) {
                throw new DecantException(
                        ErrorCode.DATABASE,
                        "the database does not allow snapshots, without which no moment can be held: ALTER DATABASE CURRENT"
                                + " SET ALLOW_SNAPSHOT_ISOLATION ON, or export from a database snapshot of it, or from a"
                                + " copy");
            }
        }

        String means(int connections) {
            String count = ", " + connections + (connections == 1 ? " connection" : " connections");
            return (databaseSnapshot
                            ? "database snapshot"
                            : readOnly ? "read-only database" : "one transaction at isolation snapshot")
                    + count;
        }
    }

    private static void refuse(Connection connection, Collection<TableName> tables) throws SQLException {
        Set<TableName> planned = Set.copyOf(tables);
        Set<TableName> filtered = new TreeSet<>();
        Set<TableName> masked = new TreeSet<>();
        Set<TableName> inMemory = new TreeSet<>();
        Set<TableName> graphs = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(MsSqlSnapshotSql.TABLES)) {
            while (row.next()) {
                TableName name = new TableName(row.getString(1), row.getString(2));
                List<Set<TableName>> kinds = List.of(filtered, masked, inMemory, graphs);
                for (int i = 0; i < kinds.size(); i++) {
                    if (planned.contains(name) && row.getBoolean(i + 3)) {
                        kinds.get(i).add(name);
                    }
                }
            }
        }
        refuse(
                filtered,
                "a security policy would hide rows: switch it off where nobody works (ALTER SECURITY POLICY ... WITH"
                        + " (STATE = OFF)), such as in a restored copy, and export from there");
        refuse(masked, "columns are masked for this login: GRANT UNMASK TO its user");
        refuse(
                inMemory,
                "memory-optimized tables cannot be read in a snapshot: export from a copy that has them on disk, or"
                        + " exclude them");
        refuse(graphs, "the keys of graph tables are the server's own and cannot be loaded: exclude them");
    }

    private static void refuse(Set<TableName> tables, String why) {
        if (!tables.isEmpty()) {
            throw new DecantException(
                    ErrorCode.DATABASE,
                    String.join(", ", tables.stream().map(TableName::toString).toList()) + ": " + why);
        }
    }

    private void take(SqlFlavor flavor, Connection first, Collection<TableName> tables) throws SQLException {
        String table = tables.isEmpty()
                ? "sys.objects"
                : flavor.table(tables.iterator().next());
        try (Statement statement = first.createStatement();
                ResultSet row = statement.executeQuery(MsSqlSnapshotSql.take(table))) {
            row.next();
            takenAt = row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public List<Connection> connections() {
        return List.copyOf(connections);
    }

    @Override
    public String means() {
        return means;
    }

    @Override
    public Instant takenAt() {
        return takenAt;
    }

    @Override
    public void close() throws SQLException {
        @Nullable SQLException first = null;
        for (Connection opened : connections) {
            try (Connection connection = opened) {
                if (!connection.isClosed()) {
                    giveBack(connection);
                }
            } catch (SQLException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        connections.clear();
        if (first != null) {
            throw first;
        }
    }

    private void giveBack(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        connection.setTransactionIsolation(isolation);
    }
}
