package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.CanonicalFormatException;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Loads rows by batches of one prepared insert, limited by rows and by bytes. */
final class JdbcTableLoader implements TableLoader {
    private static final int BATCH_ROWS = 500;
    private static final int BATCH_BYTES = 1 << 20;

    private final Table table;
    private final List<Column> columns;
    private final SqlFlavor flavor;
    private final List<JdbcCodec> codecs;
    private final PreparedStatement insert;
    private final IdentityInsert identities;
    private long rows;
    private int batchRows;
    private int batchBytes;

    /** @param codecs one for each column */
    JdbcTableLoader(
            Connection connection,
            Table table,
            List<Column> columns,
            SqlFlavor flavor,
            List<? extends JdbcCodec> codecs)
            throws SQLException {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.flavor = flavor;
        this.codecs = List.copyOf(codecs);
        this.insert = connection.prepareStatement(insertSql());
        this.identities = IdentityInsert.into(
                connection, flavor, table, columns.stream().map(Column::name).toList());
    }

    private String insertSql() {
        boolean overrides = columns.stream().anyMatch(c -> c.generation() == Generation.IDENTITY_ALWAYS);
        return "INSERT INTO " + flavor.table(table.name())
                + columns.stream().map(c -> flavor.quote(c.name())).collect(Collectors.joining(", ", " (", ") "))
                + (overrides ? flavor.overriding() + " " : "")
                + IntStream.range(0, columns.size())
                        .mapToObj(i -> flavor.placeholder(i, columns.get(i)))
                        .collect(Collectors.joining(", ", "VALUES (", ")"));
    }

    @Override
    public void accept(RecordBuffer record) {
        try {
            for (int i = 0; i < columns.size(); i++) {
                bind(record, i);
            }
            insert.addBatch();
            batchRows++;
            batchBytes += record.size();
            if (batchRows == BATCH_ROWS || batchBytes >= BATCH_BYTES) {
                send();
            }
        } catch (SQLException refused) {
            throw failure(refused);
        }
    }

    private void bind(RecordBuffer record, int index) throws SQLException {
        if (record.isNull(index)) {
            insert.setNull(index + 1, codecs.get(index).sqlType());
            return;
        }
        try {
            codecs.get(index).bind(insert, index + 1, record.bytes(), record.start(index), record.length(index));
        } catch (UnfitValueException
                | CanonicalFormatException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException unfit) {
            throw new DecantException(
                    ErrorCode.VALUE_UNREPRESENTABLE,
                    "table " + table.name() + ", column " + columns.get(index).name()
                            + ": a value cannot be stored exactly: " + unfit.getMessage(),
                    unfit);
        }
    }

    private void send() throws SQLException {
        if (batchRows > 0) {
            insert.executeBatch();
            rows += batchRows;
            batchRows = 0;
            batchBytes = 0;
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

    /** Drivers wrap what the database said of a row. */
    private DecantException failure(SQLException refused) {
        SQLException next = refused.getNextException();
        return flavor.failure("cannot load table " + table.name(), next == null ? refused : next);
    }

    @Override
    public void close() throws SQLException {
        try (identities) {
            insert.close();
        }
    }
}
