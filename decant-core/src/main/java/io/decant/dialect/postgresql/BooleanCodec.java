package io.decant.dialect.postgresql;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;

final class BooleanCodec implements ValueCodec {
    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        CanonicalText.bool(out, b[off] != 0);
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        out.int1(CanonicalText.parseBool(b, off, len) ? 1 : 0);
    }
}
