package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.CanonicalFormatException;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Loads rows by inserts of many rows each, which every driver sends as they are, limited by rows, by parameters and by
 * bytes.
 */
final class MySqlTableLoader implements TableLoader {
    private static final int MOST_ROWS = 500;

    /** What a statement prepared by the server takes; drivers prepare there if they are told to. */
    private static final int MOST_PARAMETERS = 65_535;

    /** Far below the least {@code max_allowed_packet} that servers come with, also when every byte is escaped. */
    private static final int ENOUGH_BYTES = 1 << 20;

    private final Connection connection;
    private final Table table;
    private final List<Column> columns;
    private final MySqlFlavor flavor;
    private final List<MySqlCodec> codecs;
    private final MySqlSession session;
    private final int batchRows;
    private final PreparedStatement full;
    private final RecordBuffer kept = new RecordBuffer();
    private long rows;
    private int keptRows;

    MySqlTableLoader(Connection connection, Table table, List<Column> columns, MySqlFlavor flavor) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.flavor = flavor;
        this.codecs = columns.stream().map(flavor::codec).toList();
        this.batchRows = Math.max(1, Math.min(MOST_ROWS, MOST_PARAMETERS / Math.max(1, columns.size())));
        this.session = MySqlSession.prepare(connection);
        this.full = connection.prepareStatement(insertSql(batchRows));
    }

    private String insertSql(int count) {
        String row = IntStream.range(0, columns.size())
                .mapToObj(i -> flavor.placeholder(i, columns.get(i)))
                .collect(Collectors.joining(", ", "(", ")"));
        return "INSERT INTO " + flavor.table(table.name())
                + columns.stream().map(c -> flavor.quote(c.name())).collect(Collectors.joining(", ", " (", ") "))
                + "VALUES " + String.join(", ", Collections.nCopies(count, row));
    }

    @Override
    public void accept(RecordBuffer record) {
        try {
            if (keptRows > 0 && kept.size() + record.size() > ENOUGH_BYTES) {
                send();
            }
            for (int field = 0; field < record.fields(); field++) {
                kept.addFrom(record, field);
            }
            keptRows++;
            if (keptRows == batchRows) {
                send();
            }
        } catch (SQLException refused) {
            throw failure(refused);
        }
    }

    private void send() throws SQLException {
        if (keptRows == 0) {
            return;
        }
        if (keptRows == batchRows) {
            insert(full);
        } else {
            try (PreparedStatement rest = connection.prepareStatement(insertSql(keptRows))) {
                insert(rest);
            }
        }
        rows += keptRows;
        keptRows = 0;
        kept.clear();
    }

    private void insert(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < keptRows * columns.size(); i++) {
            bind(statement, i);
        }
        statement.executeUpdate();
    }

    private void bind(PreparedStatement statement, int index) throws SQLException {
        if (kept.isNull(index)) {
            statement.setNull(index + 1, Types.NULL);
            return;
        }
        int column = index % columns.size();
        try {
            codecs.get(column).bind(statement, index + 1, kept.bytes(), kept.start(index), kept.length(index));
        } catch (UnfitValueException
                | CanonicalFormatException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException unfit) {
            throw new DecantException(
                    ErrorCode.VALUE_UNREPRESENTABLE,
                    "table " + table.name() + ", column " + columns.get(column).name()
                            + ": a value cannot be stored exactly: " + unfit.getMessage(),
                    unfit);
        }
    }

    @Override
    public long finish() {
        try {
            send();
            return rows;
        } catch (SQLException refused) {
            throw failure(refused);
        }
    }

    private DecantException failure(SQLException refused) {
        return flavor.failure("cannot load table " + table.name(), refused);
    }

    @Override
    public void close() throws SQLException {
        try (session) {
            full.close();
        }
    }
}
