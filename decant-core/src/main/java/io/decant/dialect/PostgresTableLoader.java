package io.decant.dialect;

import io.decant.dialect.postgresql.ByteSink;
import io.decant.dialect.postgresql.Outlet;
import io.decant.dialect.postgresql.RowEncoder;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Loads by COPY, in bites of some 64 KB. Nothing else may be asked of the connection until it is finished or closed. */
final class PostgresTableLoader implements TableLoader {
    private static final int BITE = 1 << 16;

    private final TableName table;
    private final Set<String> names;
    private final RowEncoder encoder;
    private final ByteSink buffer = new ByteSink(BITE + (BITE >> 2));
    private final Outlet pieces = new Pieces();
    private final CopyIn copy;

    PostgresTableLoader(Connection connection, Table target, List<Column> columns) throws SQLException {
        this.table = target.name();
        this.names = columns.stream().map(Column::name).collect(Collectors.toUnmodifiableSet());
        try {
            this.encoder = new RowEncoder(table, columns, PostgresColumnTypes.of(connection, table, columns));
            PostgresFlavor flavor = PostgresFlavor.withParameters();
            String quoted = columns.stream().map(c -> flavor.quote(c.name())).collect(Collectors.joining(", "));
            this.copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + flavor.table(table) + " (" + quoted + ") FROM STDIN (FORMAT " + encoder.format()
                            + ")");
        } catch (SQLException e) {
            throw failure(e);
        }
        encoder.begin(buffer);
    }

    @Override
    public void accept(RecordBuffer record) {
        if (record.size() >= RowEncoder.LARGE) {
            encoder.largeRow(record, pieces);
            return;
        }
        encoder.row(record, buffer);
        if (buffer.size() >= BITE) {
            pieces.flush();
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer.bytes(), 0, buffer.size());
        buffer.cut(0);
    }

    /** The server takes messages that end anywhere within a row. */
    private final class Pieces implements Outlet {
        @Override
        public ByteSink sink() {
            return buffer;
        }

        @Override
        public void flush() {
            try {
                PostgresTableLoader.this.send();
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        @Override
        public void send(byte[] bytes, int offset, int length) {
            flush();
            try {
                copy.writeToCopy(bytes, offset, length);
            } catch (SQLException e) {
                throw failure(e);
            }
        }
    }

    @Override
    public long finish() {
        try {
            encoder.end(buffer);
            send();
            return copy.endCopy();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private RuntimeException failure(SQLException e) {
        return PostgresFailure.of("cannot load table " + table, e, names);
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
