package io.decant.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/**
 * One read transaction on one connection. In WAL mode it holds while others write; in the other journal modes it holds
 * because their commits have to wait.
 */
final class SqliteSnapshot implements Snapshot {
    private final Connection connection;
    private final Instant takenAt;

    private SqliteSnapshot(Connection connection, Instant takenAt) {
        this.connection = connection;
        this.takenAt = takenAt;
    }

    /** @param connection the snapshot's from now on, to be closed with it */
    static SqliteSnapshot open(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
            connection.setAutoCommit(false);
            // A transaction sees nothing before its first read: this is the instant.
            number(statement, "SELECT count(*) FROM main.sqlite_schema");
            long millis = number(statement, "SELECT CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)");
            return new SqliteSnapshot(connection, Instant.ofEpochMilli(millis));
        } catch (SQLException failed) {
            try {
                connection.close();
            } catch (SQLException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    @Override
    public List<Connection> connections() {
        return List.of(connection);
    }

    @Override
    public String means() {
        return "one read transaction, 1 connection";
    }

    @Override
    public Instant takenAt() {
        return takenAt;
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            connection.rollback();
            connection.setAutoCommit(true);
            statement.execute("PRAGMA query_only = OFF");
        }
    }
}
