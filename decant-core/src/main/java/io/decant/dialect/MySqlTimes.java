package io.decant.dialect;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/**
 * Dates and times, by the server's own text. It rounds fractions to the column's digits without a word, and has dates that
 * no calendar has: both are refused.
 */
final class MySqlTimes {
    private MySqlTimes() {}

    private static void finite(byte[] bytes, int offset, int length) {
        if (CanonicalText.infinity(bytes, offset, length) != 0) {
            throw new UnfitValueException("there are no infinite dates here");
        }
    }

    private static LocalDate inRange(LocalDate date) {
        if (date.getYear() < 0 || date.getYear() > 9999) {
            throw new UnfitValueException("its year is not one from 0 to 9999");
        }
        return date;
    }

    private static <T extends TemporalAccessor> T fits(T time, int digits) {
        long unit = 1;
        for (int i = Math.max(digits, 0); i < 9; i++) {
            unit *= 10;
        }
        if (time.get(ChronoField.NANO_OF_SECOND) % unit != 0) {
            throw new UnfitValueException("it has more than " + digits + " fraction digits");
        }
        return time;
    }

    private static String text(LocalDateTime time, int digits) {
        inRange(time.toLocalDate());
        return MySqlClock.text(fits(time, digits));
    }

    record Day() implements MySqlText {
        @Override
        public void append(String text, RecordBuffer out) {
            CanonicalText.date(out, MySqlClock.date(text).toEpochDay());
        }

        @Override
        public String value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            return inRange(CanonicalText.parseDate(bytes, offset, length)).toString();
        }
    }

    /** @param digits of the fraction */
    record Time(int digits) implements MySqlText {
        @Override
        public void append(String text, RecordBuffer out) {
            CanonicalText.time(out, MySqlClock.time(text).toNanoOfDay());
        }

        @Override
        public String value(byte[] bytes, int offset, int length) {
            return MySqlClock.text(fits(CanonicalText.parseTime(bytes, offset, length), digits));
        }
    }

    /** @param digits of the fraction */
    record Local(int digits) implements MySqlText {
        @Override
        public void append(String text, RecordBuffer out) {
            LocalDateTime time = MySqlClock.dateTime(text);
            CanonicalText.timestamp(out, time.toEpochSecond(ZoneOffset.UTC), time.get(ChronoField.NANO_OF_SECOND), "");
        }

        @Override
        public String value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            return text(CanonicalText.parseTimestamp(bytes, offset, length), digits);
        }
    }

    /**
     * An instant: in a {@code timestamp}, which the session shows in UTC, or in a {@code datetime} as the clock's time in a
     * zone that the model names.
     */
    record InZone(int digits, ZoneId zone) implements MySqlText {
        @Override
        public void append(String text, RecordBuffer out) {
            Instant instant = ClockTime.instant(MySqlClock.dateTime(text), zone);
            CanonicalText.timestamp(out, instant.getEpochSecond(), instant.getNano(), "Z");
        }

        @Override
        public String value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            return text(ClockTime.local(CanonicalText.parseTimestamptz(bytes, offset, length), zone), digits);
        }
    }
}
