package io.decant.dialect;

import io.decant.dialect.postgresql.BinaryRows;
import io.decant.record.RecordSink;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Reads by binary COPY. In a transaction of its own where the connection is in none. */
final class PostgresRowReader implements RowReader {
    private static final String CANCELED = "57014";

    private final Connection connection;
    private final RowQuery query;

    PostgresRowReader(Connection connection, RowQuery query) {
        this.connection = connection;
        this.query = query;
    }

    @Override
    public long read(RecordSink sink) throws SQLException {
        BinaryRows rows = new BinaryRows(query.table().name(), query.columns());
        if (!connection.getAutoCommit()) {
            return copy(rows, sink);
        }
        connection.setAutoCommit(false);
        try {
            long count = copy(rows, sink);
            end();
            return count;
        } catch (Throwable failure) {
            try {
                end();
            } catch (SQLException | RuntimeException e) {
                failure.addSuppressed(e);
            }
            throw failure;
        }
    }

    private void end() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private long copy(BinaryRows rows, RecordSink sink) throws SQLException {
        try {
            PostgresSession.prepare(connection);
            PGConnection server = connection.unwrap(PGConnection.class);
            BoundSql select = SelectSql.rows(PostgresFlavor.withConstants(server), query);
            CopyOut copy = server.getCopyAPI().copyOut("COPY (" + select.sql() + ") TO STDOUT (FORMAT binary)");
            return drain(server, copy, rows, sink);
        } catch (SQLException e) {
            throw PostgresFailure.of("cannot read table " + query.table().name(), e);
        }
    }

    private static long drain(PGConnection server, CopyOut copy, BinaryRows rows, RecordSink sink) throws SQLException {
        long count = 0;
        try {
            for (int decoded = next(copy, rows, sink); decoded >= 0; decoded = next(copy, rows, sink)) {
                count += decoded;
            }
            return count;
        } catch (Throwable failure) {
            cancel(server, copy, failure);
            throw failure;
        }
    }

    /**
     * A large message is not to be held while the next one is received, hence a method of its own.
     *
     * @return how many rows; −1 at the end
     */
    private static int next(CopyOut copy, BinaryRows rows, RecordSink sink) throws SQLException {
        byte[] message = copy.readFromCopy();
        return message == null ? -1 : rows.decode(message, sink);
    }

    /**
     * The driver's own cancelCopy loses its place where the server had sent everything already; and a COPY left in progress
     * makes the driver wait for ever.
     */
    private static void cancel(PGConnection server, CopyOut copy, Throwable failure) {
        try {
            if (copy.isActive()) {
                server.cancelQuery();
                while (copy.readFromCopy() != null) {
                    // What was under way already.
                }
            }
        } catch (SQLException e) {
            if (!CANCELED.equals(e.getSQLState())) {
                failure.addSuppressed(e);
            }
        }
    }
}
