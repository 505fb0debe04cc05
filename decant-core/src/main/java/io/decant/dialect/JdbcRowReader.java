package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.CanonicalFormatException;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import io.decant.schema.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.List;

/** Reads rows by a forward-only cursor. */
final class JdbcRowReader implements RowReader {
    private static final int FETCH_ROWS = 1000;

    private final Connection connection;
    private final RowQuery query;
    private final SqlFlavor flavor;
    private final List<JdbcCodec> codecs;
    private final int fetchRows;

    /** @param codecs one for each of the query's columns */
    JdbcRowReader(Connection connection, RowQuery query, SqlFlavor flavor, List<? extends JdbcCodec> codecs) {
        this(connection, query, flavor, codecs, FETCH_ROWS);
    }

    /** @param fetchRows the fetch size that makes the driver stream */
    JdbcRowReader(
            Connection connection, RowQuery query, SqlFlavor flavor, List<? extends JdbcCodec> codecs, int fetchRows) {
        this.connection = connection;
        this.query = query;
        this.flavor = flavor;
        this.codecs = List.copyOf(codecs);
        this.fetchRows = fetchRows;
    }

    @Override
    public long read(RecordSink sink) throws SQLException {
        BoundSql sql = SelectSql.rows(flavor, query);
        try (PreparedStatement statement =
                connection.prepareStatement(sql.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(fetchRows);
            sql.bind(statement, flavor);
            try (ResultSet rows = statement.executeQuery()) {
                return pass(rows, sink);
            }
        }
    }

    private long pass(ResultSet rows, RecordSink sink) throws SQLException {
        RecordBuffer record = new RecordBuffer();
        long count = 0;
        while (rows.next()) {
            record.clear();
            for (int i = 0; i < codecs.size(); i++) {
                field(rows, i, record);
            }
            sink.accept(record);
            count++;
        }
        return count;
    }

    private void field(ResultSet rows, int index, RecordBuffer record) throws SQLException {
        try {
            codecs.get(index).read(rows, index + 1, record);
        } catch (UnfitValueException
                | CanonicalFormatException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException unfit) {
            Column column = query.columns().get(index);
            throw new DecantException(
                    ErrorCode.VALUE_UNREPRESENTABLE,
                    "table " + query.table().name() + ", column " + column.name() + ": a value does not fit "
                            + column.type().kind().canonicalName() + ": " + unfit.getMessage(),
                    unfit);
        }
    }
}
