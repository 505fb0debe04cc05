package io.decant.dialect.postgresql;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Microseconds since 2000-01-01T00:00:00; the ends of the range are the infinities. Serves timestamps without a zone, with
 * one (which are in UTC), and those without one whose offset the model declares.
 */
final class TimestampCodec implements ValueCodec {
    private static final long EPOCH_SECOND = LocalDateTime.of(2000, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long FIRST_SECOND =
            LocalDateTime.of(-4713, 11, 24, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long END_SECOND = LocalDateTime.of(294277, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long MICROS = 1_000_000;

    private final Fraction fraction;
    private final boolean zoned;
    private final int offsetSeconds;

    /**
     * @param digits fraction digits of a second that the column keeps
     * @param zoned whether the canonical text is in UTC and says so
     * @param offset of the column's values from UTC
     */
    TimestampCodec(int digits, boolean zoned, ZoneOffset offset) {
        this.fraction = new Fraction(digits);
        this.zoned = zoned;
        this.offsetSeconds = offset.getTotalSeconds();
    }

    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        long micros = BigEndian.getLong(b, off);
        if (micros == Long.MAX_VALUE) {
            out.appendAscii("infinity");
        } else if (micros == Long.MIN_VALUE) {
            out.appendAscii("-infinity");
        } else {
            long second = Math.floorDiv(micros, MICROS) + EPOCH_SECOND - offsetSeconds;
            int nanos = (int) (Math.floorMod(micros, MICROS) * Fraction.NANOS_PER_MICRO);
            CanonicalText.timestamp(out, second, nanos, zoned ? "Z" : "");
        }
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        int infinity = CanonicalText.infinity(b, off, len);
        if (infinity != 0) {
            out.int8(infinity > 0 ? Long.MAX_VALUE : Long.MIN_VALUE);
        } else if (zoned) {
            put(CanonicalText.parseTimestamptz(b, off, len), out);
        } else {
            put(CanonicalText.parseTimestamp(b, off, len).toInstant(ZoneOffset.UTC), out);
        }
    }

    private void put(Instant instant, ByteSink out) {
        long second = instant.getEpochSecond() + offsetSeconds;
        if (second < FIRST_SECOND || second >= END_SECOND) {
            throw new UnfitValueException("a timestamp outside PostgreSQL's range");
        }
        out.int8((second - EPOCH_SECOND) * MICROS + fraction.micros(instant.getNano()));
    }

    @Override
    public void text(byte[] b, int off, int len, ByteSink out) {
        int mark = out.size();
        encode(b, off, len, out);
        String text = CanonicalTexts.ascii(b, off, len);
        if (offsetSeconds != 0 && CanonicalText.infinity(b, off, len) == 0) {
            RecordBuffer local = new RecordBuffer();
            new TimestampCodec(PostgresType.MICROS_DIGITS, false, ZoneOffset.UTC)
                    .decode(out.bytes(), mark, Long.BYTES, local);
            text = CanonicalTexts.ascii(local.bytes(), 0, local.size());
        }
        out.cut(mark);
        out.ascii(Eras.text(text));
    }
}
