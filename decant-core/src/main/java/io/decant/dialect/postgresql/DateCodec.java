package io.decant.dialect.postgresql;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.time.LocalDate;

/** Days since 2000-01-01; the ends of the range are the infinities. */
final class DateCodec implements ValueCodec {
    private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    /** 4714-11-24 BC, where PostgreSQL's dates begin: the first Julian day. */
    private static final long FIRST_DAY = LocalDate.of(-4713, 11, 24).toEpochDay();

    private static final long LAST_DAY = LocalDate.of(5874897, 12, 31).toEpochDay();

    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        int days = BigEndian.getInt(b, off);
        if (days == Integer.MAX_VALUE) {
            out.appendAscii("infinity");
        } else if (days == Integer.MIN_VALUE) {
            out.appendAscii("-infinity");
        } else {
            CanonicalText.date(out, days + EPOCH_DAY);
        }
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        int infinity = CanonicalText.infinity(b, off, len);
        if (infinity != 0) {
            out.int4(infinity > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE);
            return;
        }
        long day = CanonicalText.parseDate(b, off, len).toEpochDay();
        if (day < FIRST_DAY || day > LAST_DAY) {
            throw new UnfitValueException("a date outside PostgreSQL's range");
        }
        out.int4((int) (day - EPOCH_DAY));
    }

    @Override
    public void text(byte[] b, int off, int len, ByteSink out) {
        int mark = out.size();
        encode(b, off, len, out);
        out.cut(mark);
        out.ascii(Eras.text(CanonicalTexts.ascii(b, off, len)));
    }
}
