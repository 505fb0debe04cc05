package io.decant.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * One transaction at isolation SNAPSHOT, whose first statement fixes what it sees of every table. Queries are executed
 * lazily, or H2 would collect each result before it gives the first row.
 */
final class H2Snapshot implements Snapshot {
    private final Connection connection;
    private final int isolation;
    private final Instant takenAt;

    private H2Snapshot(Connection connection, int isolation, Instant takenAt) {
        this.connection = connection;
        this.isolation = isolation;
        this.takenAt = takenAt;
    }

    /** @param connection the snapshot's from now on, to be closed with it */
    static H2Snapshot open(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int isolation = connection.getTransactionIsolation();
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT");
            statement.execute("SET LAZY_QUERY_EXECUTION 1");
            connection.setAutoCommit(false);
            try (ResultSet now = statement.executeQuery("SELECT CURRENT_TIMESTAMP(9)")) {
                now.next();
                return new H2Snapshot(
                        connection,
                        isolation,
                        now.getObject(1, OffsetDateTime.class).toInstant());
            }
        } catch (SQLException failed) {
            try {
                connection.close();
            } catch (SQLException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
            throw failed;
        }
    }

    @Override
    public List<Connection> connections() {
        return List.of(connection);
    }

    @Override
    public String means() {
        return "one transaction at isolation snapshot, 1 connection";
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
            statement.execute("SET LAZY_QUERY_EXECUTION 0");
            connection.setTransactionIsolation(isolation);
        }
    }
}
