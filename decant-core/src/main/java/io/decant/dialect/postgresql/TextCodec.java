package io.decant.dialect.postgresql;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;

/**
 * Text of every kind, and other canonical types that a text column keeps as their canonical text.
 *
 * <p>The server pads {@code char(n)} with spaces that do not count, and cuts spaces beyond a declared length without a
 * word; so padding is not read, and such spaces are refused when writing.
 */
final class TextCodec implements ValueCodec {
    private static final int MOST_NAME_BYTES = 63;

    private final ColumnType canonical;
    private final int size;
    private final boolean padded;
    private final boolean name;

    TextCodec(PostgresType type, ColumnType canonical) {
        this.canonical = canonical;
        this.size = type.size();
        this.padded = type.form() == PostgresType.Form.BPCHAR;
        this.name = type.name().equals("name");
    }

    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        int end = off + len;
        while (padded && end > off && b[end - 1] == ' ') {
            end--;
        }
        if (canonical.kind() != TypeKind.TEXT && canonical.kind() != TypeKind.OTHER) {
            CanonicalText.check(canonical, b, off, end - off);
        }
        out.append(b, off, end - off);
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        check(b, off, len);
        out.bytes(b, off, len);
    }

    @Override
    public void encodeLarge(byte[] b, int off, int len, Outlet out) {
        check(b, off, len);
        out.sink().int4(len);
        out.send(b, off, len);
    }

    private void check(byte[] b, int off, int len) {
        int characters = 0;
        for (int i = off; i < off + len; i++) {
            if (b[i] == 0) {
                throw new UnfitValueException("PostgreSQL's text cannot hold the character NUL");
            }
            if ((b[i] & 0xC0) != 0x80) {
                characters++;
            }
        }
        if ((size >= 0 && characters > size) || (name && len > MOST_NAME_BYTES)) {
            throw new UnfitValueException("a text longer than the column's type allows");
        }
        if (padded && len > 0 && b[off + len - 1] == ' ') {
            throw new UnfitValueException("a char(n) column does not keep spaces at the end");
        }
    }
}
