package io.decant.dialect;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/** Dates and times in H2. It rounds fractions to the column's digits without a word: finer ones are refused. */
final class H2Times {
    private H2Times() {}

    private static void finite(byte[] bytes, int offset, int length) {
        if (CanonicalText.infinity(bytes, offset, length) != 0) {
            throw new UnfitValueException("H2 has no infinite dates");
        }
    }

    private static void fits(TemporalAccessor time, int digits) {
        long unit = 1;
        for (int i = Math.max(digits, 0); i < 9; i++) {
            unit *= 10;
        }
        if (time.get(ChronoField.NANO_OF_SECOND) % unit != 0) {
            throw new UnfitValueException("it has more than " + digits + " fraction digits");
        }
    }

    record Day() implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return LocalDate.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.date(out, ((LocalDate) value).toEpochDay());
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            return CanonicalText.parseDate(bytes, offset, length);
        }
    }

    /** @param digits of the fraction */
    record Time(int digits) implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return LocalTime.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.time(out, ((LocalTime) value).toNanoOfDay());
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            LocalTime time = CanonicalText.parseTime(bytes, offset, length);
            fits(time, digits);
            return time;
        }
    }

    /** @param digits of the fraction */
    record Local(int digits) implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return LocalDateTime.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            LocalDateTime time = (LocalDateTime) value;
            CanonicalText.timestamp(out, time.toEpochSecond(ZoneOffset.UTC), time.get(ChronoField.NANO_OF_SECOND), "");
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            LocalDateTime time = CanonicalText.parseTimestamp(bytes, offset, length);
            fits(time, digits);
            return time;
        }
    }

    /** An instant in a column without a zone: the clock's time in a zone that the model names. */
    record InZone(int digits, ZoneId zone) implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return LocalDateTime.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            Instant instant = ClockTime.instant((LocalDateTime) value, zone);
            CanonicalText.timestamp(out, instant.getEpochSecond(), instant.getNano(), "Z");
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            LocalDateTime time = ClockTime.local(CanonicalText.parseTimestamptz(bytes, offset, length), zone);
            fits(time, digits);
            return time;
        }
    }

    /** An instant in a column that keeps an offset: always UTC. */
    record Utc(int digits) implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return OffsetDateTime.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            OffsetDateTime time = (OffsetDateTime) value;
            CanonicalText.timestamp(out, time.toEpochSecond(), time.getNano(), "Z");
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            OffsetDateTime time =
                    CanonicalText.parseTimestamptz(bytes, offset, length).atOffset(ZoneOffset.UTC);
            fits(time, digits);
            return time;
        }
    }

    /** @param digits of the fraction */
    record WithOffset(int digits) implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return OffsetDateTime.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.timestampOffset(out, (OffsetDateTime) value);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            OffsetDateTime time = CanonicalText.parseTimestampOffset(bytes, offset, length);
            fits(time, digits);
            return time;
        }
    }
}
