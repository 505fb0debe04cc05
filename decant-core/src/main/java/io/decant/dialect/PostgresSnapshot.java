package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One exported snapshot, adopted by every other connection.
 *
 * <p>The tables are locked (ACCESS SHARE, which only hinders DDL and TRUNCATE) before the snapshot is taken: TRUNCATE does
 * not respect snapshots, so one that came between would show an empty table. LOCK TABLE itself takes no snapshot, but any
 * SELECT does, hence the order of the statements.
 */
final class PostgresSnapshot implements Snapshot {
    static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String BEGIN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

    private final List<Connection> connections = new ArrayList<>();
    private Instant takenAt = Instant.EPOCH;

    private PostgresSnapshot() {}

    /** @param lockTimeout how long to wait for DDL that is under way on any of the tables */
    static Snapshot open(DataSource source, int count, Collection<TableName> tables, Duration lockTimeout)
            throws SQLException {
        if (count < 1) {
            throw new IllegalArgumentException("a snapshot needs at least one connection");
        }
        PostgresSnapshot snapshot = new PostgresSnapshot();
        try {
            Connection leader = snapshot.begin(source);
            lock(leader, tables, lockTimeout, source);
            String exported = snapshot.take(leader, count > 1);
            refuseHiddenRows(leader, tables);
            while (snapshot.connections.size() < count) {
                Connection follower = snapshot.begin(source);
                execute(follower, "SET TRANSACTION SNAPSHOT '" + exported.replace("'", "''") + "'");
                PostgresSession.prepare(follower);
            }
            return snapshot;
        } catch (SQLException e) {
            throw snapshot.closeAfter(PostgresFailure.of("cannot take a snapshot", e));
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

    private Connection begin(DataSource source) throws SQLException {
        Connection connection = source.getConnection();
        connections.add(connection);
        connection.setAutoCommit(false);
        execute(connection, BEGIN);
        return connection;
    }

    private static void lock(Connection leader, Collection<TableName> tables, Duration lockTimeout, DataSource source)
            throws SQLException {
        if (tables.isEmpty()) {
            return;
        }
        execute(leader, "SET LOCAL lock_timeout = " + lockTimeout.toMillis());
        try {
            execute(leader, "LOCK TABLE " + quoted(tables) + " IN ACCESS SHARE MODE");
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new DecantException(
                        ErrorCode.DATABASE,
                        "cannot lock " + PostgresLocks.heldExclusively(source, tables) + " for reading within "
                                + lockTimeout.toMillis() + " ms: a migration or TRUNCATE is under way; try again later",
                        e);
            }
            throw e;
        }
    }

    /** @return the exported snapshot's name, or nothing if it need not be exported */
    private String take(Connection leader, boolean export) throws SQLException {
        String name = export ? "pg_catalog.pg_export_snapshot()" : "''";
        try (Statement statement = leader.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + name + ", pg_catalog.statement_timestamp()")) {
            row.next();
            takenAt = row.getObject(2, OffsetDateTime.class).toInstant();
            String exported = row.getString(1);
            PostgresSession.prepare(leader);
            return exported;
        }
    }

    private static void refuseHiddenRows(Connection leader, Collection<TableName> tables) throws SQLException {
        List<String> hidden = new ArrayList<>();
        String sql = "SELECT t.name FROM unnest(?::text[]) AS t(name)"
                + " WHERE pg_catalog.row_security_active(t.name::regclass::oid)";
        try (PreparedStatement statement = leader.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    leader.createArrayOf(
                            "text",
                            tables.stream().map(PostgresSnapshot::quoted).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    hidden.add(row.getString(1));
                }
            }
        }
        if (!hidden.isEmpty()) {
            throw new DecantException(
                    ErrorCode.DATABASE,
                    "row-level security would hide rows of " + String.join(", ", hidden)
                            + " from this role; use one with BYPASSRLS, or the tables' owner");
        }
    }

    private static String quoted(Collection<TableName> tables) {
        return tables.stream().map(PostgresSnapshot::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(TableName table) {
        return PostgresFlavor.withParameters().table(table);
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
        return connections.size() == 1
                ? "one transaction, 1 connection"
                : "exported snapshot, " + connections.size() + " connections";
    }

    @Override
    public Instant takenAt() {
        return takenAt;
    }

    @Override
    public void close() throws SQLException {
        @Nullable SQLException first = null;
        // The leader last: an exported snapshot ends with it.
        for (int i = connections.size() - 1; i >= 0; i--) {
            try (Connection connection = connections.get(i)) {
                if (!connection.isClosed() && !connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
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
}
