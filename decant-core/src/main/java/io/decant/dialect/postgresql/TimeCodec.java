package io.decant.dialect.postgresql;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;

/** Microseconds since midnight, up to and with 24:00:00. */
final class TimeCodec implements ValueCodec {
    private final Fraction fraction;

    TimeCodec(int digits) {
        this.fraction = new Fraction(digits);
    }

    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        CanonicalText.time(out, BigEndian.getLong(b, off) * Fraction.NANOS_PER_MICRO);
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        out.int8(fraction.micros(CanonicalText.parseNanoOfDay(b, off, len)));
    }
}
