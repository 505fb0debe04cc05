package io.decant.dialect.postgresql;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.util.UUID;

final class UuidCodec implements ValueCodec {
    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        CanonicalText.uuid(out, BigEndian.getLong(b, off), BigEndian.getLong(b, off + 8));
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        UUID value = CanonicalText.parseUuid(b, off, len);
        out.int8(value.getMostSignificantBits());
        out.int8(value.getLeastSignificantBits());
    }
}
