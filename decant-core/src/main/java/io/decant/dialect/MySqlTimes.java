package io.decant.dialect;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times, by the server's own text. It rounds fractions to the column's digits without a word, and has dates that
 * no calendar has: both are refused.
 */
final class MySqlTimes {
    private static final Pattern TEXT =
            Pattern.compile("(?:(\\d{4})-(\\d\\d)-(\\d\\d))?(?: ?(-?\\d{2,3}):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?)?");
    private static final String OTHER = "; mend it, or give the column \"type: other\" in the model";

    private MySqlTimes() {}

    private static Matcher parts(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new UnfitValueException("the server's text of it is of no known form");
        }
        return parts;
    }

    private static LocalDate date(Matcher parts) {
        int month = Integer.parseInt(parts.group(2));
        int day = Integer.parseInt(parts.group(3));
        if (month == 0 || day == 0) {
            throw new UnfitValueException("it is a zero date" + OTHER);
        }
        try {
            return LocalDate.of(Integer.parseInt(parts.group(1)), month, day);
        } catch (DateTimeException wrong) {
            throw new UnfitValueException("it is a day that no calendar has" + OTHER);
        }
    }

    private static LocalTime time(Matcher parts) {
        @Nullable String fraction = parts.group(7);
        int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
        int hour = Integer.parseInt(parts.group(4));
        if (parts.group(4).startsWith("-") || hour > 23) {
            throw new UnfitValueException(
                    "it is a length of time and no time of day; give the column \"type: other\" in"
                            + " the model, or leave it out");
        }
        return LocalTime.of(hour, Integer.parseInt(parts.group(5)), Integer.parseInt(parts.group(6)), nanos);
    }

    private static LocalDateTime dateTime(String text) {
        Matcher parts = parts(text);
        return LocalDateTime.of(date(parts), time(parts));
    }

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
        return time.toLocalDate() + " " + DateTimeFormatter.ISO_LOCAL_TIME.format(fits(time, digits));
    }

    record Day() implements MySqlText {
        @Override
        public void append(String text, RecordBuffer out) {
            CanonicalText.date(out, date(parts(text)).toEpochDay());
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
            CanonicalText.time(out, time(parts(text)).toNanoOfDay());
        }

        @Override
        public String value(byte[] bytes, int offset, int length) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(
                    fits(CanonicalText.parseTime(bytes, offset, length), digits));
        }
    }

    /** @param digits of the fraction */
    record Local(int digits) implements MySqlText {
        @Override
        public void append(String text, RecordBuffer out) {
            LocalDateTime time = dateTime(text);
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
            Instant instant = ClockTime.instant(dateTime(text), zone);
            CanonicalText.timestamp(out, instant.getEpochSecond(), instant.getNano(), "Z");
        }

        @Override
        public String value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            return text(ClockTime.local(CanonicalText.parseTimestamptz(bytes, offset, length), zone), digits);
        }
    }
}
