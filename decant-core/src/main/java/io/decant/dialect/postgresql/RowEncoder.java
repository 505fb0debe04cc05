package io.decant.dialect.postgresql;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.TableName;
import java.util.List;

/** Canonical records to the bytes that COPY FROM reads: binary where every column has a binary form, else text. */
public final class RowEncoder {
    /** Bytes of a field that is worth no copy. */
    public static final int LARGE = 1 << 20;

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};

    private final TableName table;
    private final List<Column> columns;
    private final ValueCodec[] codecs;
    private final boolean binary;
    private final ByteSink scratch = new ByteSink(256);

    /**
     * @param columns each under the type of its canonical text
     * @param types what the catalog says of each column
     * @throws DecantException with {@code SCHEMA_MISMATCH} if a column holds nothing of its canonical type
     */
    public RowEncoder(TableName table, List<Column> columns, List<PostgresType> types) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.codecs = new ValueCodec[columns.size()];
        for (int i = 0; i < codecs.length; i++) {
            Column column = columns.get(i);
            codecs[i] = Codecs.find(types.get(i), column.type())
                    .orElseThrow(() -> new DecantException(
                            ErrorCode.SCHEMA_MISMATCH,
                            "column " + column.name() + " of table " + table + " is " + column.nativeType()
                                    + ", which holds no "
                                    + column.type().kind().canonicalName()));
        }
        this.binary = types.stream().noneMatch(PostgresType::textOnly);
    }

    /** The word for COPY's FORMAT option. */
    public String format() {
        return binary ? "binary" : "text";
    }

    /** What comes before the first row. */
    public void begin(ByteSink out) {
        if (binary) {
            out.bytes(SIGNATURE, 0, SIGNATURE.length);
            out.int8(0);
        }
    }

    /** What comes after the last row. */
    public void end(ByteSink out) {
        if (binary) {
            out.int2(-1);
        }
    }

    /** @throws DecantException with {@code VALUE_UNREPRESENTABLE} if a column cannot hold its value */
    public void row(RecordBuffer record, ByteSink out) {
        requireFields(record);
        int field = 0;
        try {
            if (binary) {
                out.int2(codecs.length);
            }
            for (; field < codecs.length; field++) {
                if (binary) {
                    binary(record, field, out);
                } else {
                    text(record, field, out);
                }
            }
        } catch (RuntimeException e) {
            throw Refusals.writing(table, columns.get(field), e);
        }
    }

    /**
     * A row that is too large to be held twice. If it is refused, a part of it may have been sent.
     *
     * @throws DecantException as {@link #row}
     */
    public void largeRow(RecordBuffer record, Outlet out) {
        if (!binary) {
            row(record, out.sink());
            out.flush();
            return;
        }
        requireFields(record);
        int field = 0;
        try {
            out.sink().int2(codecs.length);
            for (; field < codecs.length; field++) {
                if (record.length(field) < LARGE) {
                    binary(record, field, out.sink());
                } else {
                    codecs[field].encodeLarge(record.bytes(), record.start(field), record.length(field), out);
                }
            }
        } catch (RuntimeException e) {
            throw Refusals.writing(table, columns.get(field), e);
        }
        out.flush();
    }

    private void requireFields(RecordBuffer record) {
        if (record.fields() != codecs.length) {
            throw new IllegalArgumentException("table " + table + ": a record of " + record.fields() + " fields for "
                    + codecs.length + " columns");
        }
    }

    private void binary(RecordBuffer record, int field, ByteSink out) {
        int mark = out.size();
        out.int4(-1);
        if (!record.isNull(field)) {
            codecs[field].encode(record.bytes(), record.start(field), record.length(field), out);
            out.int4At(mark, out.size() - mark - Integer.BYTES);
        }
    }

    private void text(RecordBuffer record, int field, ByteSink out) {
        if (record.isNull(field)) {
            out.ascii("\\N");
        } else {
            scratch.cut(0);
            codecs[field].text(record.bytes(), record.start(field), record.length(field), scratch);
            escape(scratch, out);
        }
        out.int1(field + 1 < codecs.length ? '\t' : '\n');
    }

    private static void escape(ByteSink text, ByteSink out) {
        byte[] b = text.bytes();
        for (int i = 0; i < text.size(); i++) {
            switch (b[i]) {
                case '\\' -> out.ascii("\\\\");
                case '\t' -> out.ascii("\\t");
                case '\n' -> out.ascii("\\n");
                case '\r' -> out.ascii("\\r");
                default -> out.int1(b[i]);
            }
        }
    }
}
