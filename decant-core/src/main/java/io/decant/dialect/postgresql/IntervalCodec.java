package io.decant.dialect.postgresql;

import io.decant.record.CanonicalInterval;
import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;

/** Microseconds, days and months, which are not turned into each other. */
final class IntervalCodec implements ValueCodec {
    private final Fraction fraction;

    IntervalCodec(int digits) {
        this.fraction = new Fraction(digits);
    }

    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        long micros = BigEndian.getLong(b, off);
        int days = BigEndian.getInt(b, off + 8);
        int months = BigEndian.getInt(b, off + 12);
        if (infinite(months, days, micros)) {
            throw new UnfitValueException("an infinite interval has no canonical text");
        }
        CanonicalText.interval(out, months, days, micros);
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        CanonicalInterval value = CanonicalText.parseInterval(b, off, len);
        // The server takes these very numbers for an infinity.
        if (infinite(value.months(), value.days(), value.micros())) {
            throw new UnfitValueException("an interval outside PostgreSQL's range");
        }
        fraction.micros(value.micros() % 1_000_000 * Fraction.NANOS_PER_MICRO);
        out.int8(value.micros());
        out.int4(value.days());
        out.int4(value.months());
    }

    private static boolean infinite(int months, int days, long micros) {
        return (months == Integer.MAX_VALUE && days == Integer.MAX_VALUE && micros == Long.MAX_VALUE)
                || (months == Integer.MIN_VALUE && days == Integer.MIN_VALUE && micros == Long.MIN_VALUE);
    }
}
