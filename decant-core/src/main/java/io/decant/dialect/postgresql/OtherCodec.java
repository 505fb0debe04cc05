package io.decant.dialect.postgresql;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.schema.ColumnType;

/** Types known by their text alone: read through a cast to text, written through the type's input function. */
final class OtherCodec implements ValueCodec {
    private final ColumnType canonical;

    OtherCodec(ColumnType canonical) {
        this.canonical = canonical;
    }

    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        CanonicalText.check(canonical, b, off, len);
        out.append(b, off, len);
    }

    /** @throws UnsupportedOperationException always: {@link PostgresType#textOnly} must be asked first */
    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        throw new UnsupportedOperationException("a type without a binary form that we write");
    }

    @Override
    public void text(byte[] b, int off, int len, ByteSink out) {
        for (int i = off; i < off + len; i++) {
            if (b[i] == 0) {
                throw new UnfitValueException("PostgreSQL's text cannot hold the character NUL");
            }
        }
        out.bytes(b, off, len);
    }
}
