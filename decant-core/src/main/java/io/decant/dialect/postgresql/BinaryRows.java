package io.decant.dialect.postgresql;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import io.decant.schema.Column;
import io.decant.schema.TableName;
import java.util.List;

/** Takes the messages of a binary COPY apart. One for one COPY. */
public final class BinaryRows {
    private static final int SIGNATURE = 11;
    private static final int HEADER = SIGNATURE + 8;
    private static final int TRAILER = -1;

    private final TableName table;
    private final List<Column> columns;
    private final ValueCodec[] codecs;
    private final RecordBuffer record = new RecordBuffer();
    private boolean begun;

    /**
     * @param columns as they are selected, each under the type to read it as
     * @throws DecantException with {@code SCHEMA_MISMATCH} if a column's values cannot be of that type
     */
    public BinaryRows(TableName table, List<Column> columns) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.codecs = new ValueCodec[columns.size()];
        for (int i = 0; i < codecs.length; i++) {
            Column column = columns.get(i);
            PostgresType type = PostgresType.of(column.nativeType(), column.type());
            codecs[i] = Codecs.find(type, column.type())
                    .orElseThrow(() -> new DecantException(
                            ErrorCode.SCHEMA_MISMATCH,
                            "column " + column.name() + " of table " + table + " is " + column.nativeType()
                                    + ", which cannot be read as "
                                    + column.type().kind().canonicalName()));
        }
    }

    /**
     * Decodes one message, which holds whole rows: the server sends one message a row.
     *
     * @return how many rows
     */
    public int decode(byte[] message, RecordSink sink) {
        int at = 0;
        if (!begun) {
            at = HEADER + BigEndian.getInt(message, SIGNATURE + 4);
            begun = true;
        }
        int rows = 0;
        while (at < message.length) {
            int fields = BigEndian.getShort(message, at);
            at += 2;
            if (fields == TRAILER) {
                return rows;
            }
            if (fields != codecs.length) {
                throw new DecantException(
                        ErrorCode.INTERNAL, "table " + table + ": COPY sent another number of columns than asked for");
            }
            at = row(message, at);
            sink.accept(record);
            record.clear(); // a large one is not to wait in memory for the next message
            rows++;
        }
        return rows;
    }

    private int row(byte[] message, int from) {
        int at = from;
        int field = 0;
        try {
            for (; field < codecs.length; field++) {
                int length = BigEndian.getInt(message, at);
                at += 4;
                if (length < 0) {
                    record.addNull();
                } else {
                    codecs[field].decode(message, at, length, record);
                    record.endField();
                    at += length;
                }
            }
        } catch (RuntimeException e) {
            throw Refusals.reading(table, columns.get(field), e);
        }
        return at;
    }
}
