package io.decant.dialect;

import io.decant.record.RecordSink;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads rows as a stream, in a session that shows them as they are. */
final class MySqlRowReader implements RowReader {
    private static final int FETCH_ROWS = 1000;

    private final Connection connection;
    private final RowQuery query;
    private final MySqlFlavor flavor;

    MySqlRowReader(Connection connection, RowQuery query, MySqlFlavor flavor) {
        this.connection = connection;
        this.query = query;
        this.flavor = flavor;
    }

    @Override
    public long read(RecordSink sink) throws SQLException {
        List<JdbcCodec> codecs =
                query.columns().stream().<JdbcCodec>map(flavor::codec).toList();
        MySqlSession session = MySqlSession.prepare(connection);
        try (session) {
            return new JdbcRowReader(connection, query, flavor, codecs, fetchRows(connection)).read(sink);
        }
    }

    /** MySQL's own driver collects all rows first, unless it is given a size that makes no sense; MariaDB's takes sizes. */
    static int fetchRows(Connection connection) throws SQLException {
        return connection.getMetaData().getDriverName().startsWith("MySQL") ? Integer.MIN_VALUE : FETCH_ROWS;
    }
}
