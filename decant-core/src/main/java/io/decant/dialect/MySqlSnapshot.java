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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that begin in the same instant, since the tables are locked for reading while they begin: no transaction
 * that wrote to them is open then. The lock is held for moments; where it cannot be had, one transaction has to do.
 *
 * <p>TRUNCATE and ALTER TABLE do not respect snapshots, so the first connection touches every table at once: its metadata
 * locks keep them away until the snapshot is closed.
 */
final class MySqlSnapshot implements Snapshot {
    private static final int LOCK_SECONDS = 5;
    private static final int LOCK_TIMEOUT = 1205;

    private final SqlFlavor flavor;
    private final List<Connection> connections = new ArrayList<>();
    private final List<MySqlSession> sessions = new ArrayList<>();
    private String means = "";
    private Instant takenAt = Instant.EPOCH;

    private MySqlSnapshot(SqlFlavor flavor) {
        this.flavor = flavor;
    }

    static Snapshot open(DataSource source, int count, Collection<TableName> tables, SqlFlavor flavor)
            throws SQLException {
        if (count < 1) {
            throw new IllegalArgumentException("a snapshot needs at least one connection");
        }
        MySqlSnapshot snapshot = new MySqlSnapshot(flavor);
        try {
            snapshot.begin(source, count, tables);
            return snapshot;
        } catch (SQLException e) {
            throw snapshot.closeAfter(flavor.failure("cannot take a snapshot", e));
        } catch (RuntimeException e) {
            throw snapshot.closeAfter(e);
        }
    }

    private RuntimeException closeAfter(RuntimeException failure) {
        try {
            close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private void begin(DataSource source, int count, Collection<TableName> tables) throws SQLException {
        connect(source);
        requireSnapshots(connections.get(0), tables);
        if (count == 1 || tables.isEmpty()) {
            start();
            hold(tables);
            means = "one transaction, 1 connection";
            return;
        }
        while (connections.size() < count) {
            connect(source);
        }
        @Nullable String obstacle = onOneServer() ? null : "the connections lead to several servers";
        try (Connection locker = source.getConnection()) {
            obstacle = obstacle == null ? lock(locker, tables) : obstacle;
            if (obstacle != null) {
                keepOne();
            }
            try {
                start();
                hold(tables);
            } finally {
                if (obstacle == null) {
                    unlock(locker);
                }
            }
        }
        means = obstacle == null
                ? "transactions begun under one read lock, " + count + " connections"
                : "one transaction, 1 connection (" + obstacle + ")";
    }

    private void connect(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        connections.add(connection);
        sessions.add(MySqlSession.prepare(connection));
    }

    /** A proxy may spread connections over replicas, each of which is at another instant. */
    private boolean onOneServer() throws SQLException {
        Set<String> servers = new HashSet<>();
        for (Connection connection : connections) {
            servers.add(text(connection, "SELECT CONCAT(@@hostname, ':', @@port, ':', @@server_id)"));
        }
        return servers.size() == 1;
    }

    private void keepOne() throws SQLException {
        while (connections.size() > 1) {
            int last = connections.size() - 1;
            close(connections.remove(last), sessions.remove(last));
        }
    }

    private void start() throws SQLException {
        for (Connection connection : connections) {
            connection.setAutoCommit(false);
            execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            execute(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        }
        String now = text(connections.get(0), "SELECT CAST(UTC_TIMESTAMP(6) AS CHAR)");
        takenAt = LocalDateTime.parse(now.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    private void hold(Collection<TableName> tables) throws SQLException {
        for (TableName table : tables) {
            execute(connections.get(0), "SELECT 1 FROM " + flavor.table(table) + " LIMIT 0");
        }
    }

    /** @return why it cannot be had, null if it is held */
    private @Nullable String lock(Connection locker, Collection<TableName> tables) throws SQLException {
        locker.setAutoCommit(true);
        String before = text(locker, "SELECT @@SESSION.lock_wait_timeout");
        execute(locker, "SET SESSION lock_wait_timeout = " + LOCK_SECONDS);
        try {
            execute(
                    locker,
                    tables.stream()
                            .map(t -> flavor.table(t) + " READ")
                            .collect(Collectors.joining(", ", "LOCK TABLES ", "")));
            return null;
        } catch (SQLException refused) {
            if (refused.getErrorCode() == LOCK_TIMEOUT) {
                return "writers did not let the tables be locked for reading within " + LOCK_SECONDS + " s";
            }
            if (refused.getErrorCode() == 1044 || refused.getErrorCode() == 1142) {
                return "several need the right LOCK TABLES";
            }
            throw refused;
        } finally {
            execute(locker, "SET SESSION lock_wait_timeout = " + before);
        }
    }

    private static void unlock(Connection locker) throws SQLException {
        execute(locker, "UNLOCK TABLES");
    }

    private static void requireSnapshots(Connection connection, Collection<TableName> tables) throws SQLException {
        List<String> without = MySqlEngines.withoutTransactions(connection, tables);
        if (!without.isEmpty()) {
            throw new DecantException(
                    ErrorCode.DATABASE,
                    "these tables' storage engine has no snapshots: " + String.join(", ", without)
                            + ". Change them by ALTER TABLE … ENGINE=InnoDB, or exclude them in the model");
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
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
        for (int i = 0; i < connections.size(); i++) {
            try {
                close(connections.get(i), i < sessions.size() ? sessions.get(i) : null);
            } catch (SQLException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        connections.clear();
        sessions.clear();
        if (first != null) {
            throw first;
        }
    }

    private static void close(Connection connection, @Nullable MySqlSession session) throws SQLException {
        try (connection;
                session) {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
