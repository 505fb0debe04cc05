package io.decant.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads what {@link DateTimeText} writes, and nothing else. */
final class DateTimeParser {
    private static final String LOWEST_OFFSET_TEXT = "+HH:MM";

    private DateTimeParser() {}

    static LocalDate date(byte[] b, int off, int len) {
        int yearLength = len - 6;
        if (yearLength < 4 || b[off + yearLength] != '-' || b[off + yearLength + 3] != '-') {
            throw new CanonicalFormatException("not a date in ISO 8601");
        }
        int year = year(b, off, yearLength);
        int month = (int) Ascii.number(b, off + yearLength + 1, 2);
        int day = (int) Ascii.number(b, off + yearLength + 4, 2);
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            throw new CanonicalFormatException("a day that the calendar does not have");
        }
    }

    /** As {@link #date}, of which nothing is wanted but that it does not throw. */
    static void checkDate(byte[] b, int off, int len) {
        int yearLength = len - 6;
        if (yearLength != 4 || !Ascii.digit(b[off]) || b[off + 4] != '-' || b[off + 7] != '-') {
            date(b, off, len);
            return;
        }
        int month = (int) Ascii.number(b, off + 5, 2);
        int day = (int) Ascii.number(b, off + 8, 2);
        boolean valid = month >= 1 && month <= 12 && day >= 1 && day <= 28;
        if (!valid || year(b, off, yearLength) < 0) {
            date(b, off, len);
        }
    }

    /** As {@link #timestamp}, of which nothing is wanted but that it does not throw. */
    static void checkTimestamp(byte[] b, int off, int len) {
        int t = 0;
        while (t < len && b[off + t] != 'T') {
            t++;
        }
        if (t == len) {
            throw new CanonicalFormatException("not a timestamp in ISO 8601");
        }
        checkDate(b, off, t);
        checkTime(b, off + t + 1, len - t - 1);
    }

    private static void checkTime(byte[] b, int off, int len) {
        if (nanoOfDay(b, off, len) == DateTimeText.NANOS_PER_DAY) {
            throw midnight();
        }
    }

    /** As {@link #timestamptz}, of which nothing is wanted but that it does not throw. */
    static void checkTimestamptz(byte[] b, int off, int len) {
        requireZ(b, off, len);
        checkTimestamp(b, off, len - 1);
    }

    private static int year(byte[] b, int off, int len) {
        boolean signed = b[off] == '-' || b[off] == '+';
        int digits = signed ? len - 1 : len;
        int first = off + len - digits;
        if (digits < 4
                || digits > 9
                || (digits > 4 && (!signed || b[first] == '0'))
                || (digits == 4 && b[off] == '+')) {
            throw new CanonicalFormatException("a year that is not written as ISO 8601 does");
        }
        int year = (int) Ascii.number(b, first, digits);
        if (b[off] == '-' && year == 0) {
            throw new CanonicalFormatException("a year zero with a sign");
        }
        return b[off] == '-' ? -year : year;
    }

    static long nanoOfDay(byte[] b, int off, int len) {
        if (len < 8 || b[off + 2] != ':' || b[off + 5] != ':') {
            throw new CanonicalFormatException("not a time in ISO 8601");
        }
        long hour = Ascii.number(b, off, 2);
        long minute = Ascii.number(b, off + 3, 2);
        long second = Ascii.number(b, off + 6, 2);
        long nanos = fraction(b, off + 8, len - 8, 9);
        long total = (hour * 3600 + minute * 60 + second) * 1_000_000_000 + nanos;
        if (minute > 59 || second > 59 || total > DateTimeText.NANOS_PER_DAY) {
            throw new CanonicalFormatException("a time that a day does not have");
        }
        return total;
    }

    /** The digits after a point, scaled to the width; 0 for no text at all. */
    static long fraction(byte[] b, int off, int len, int width) {
        if (len == 0) {
            return 0;
        }
        if (len < 2 || len > width + 1 || b[off] != '.' || b[off + len - 1] == '0') {
            throw new CanonicalFormatException("a fraction that is too long, empty or ends in zero");
        }
        long value = Ascii.number(b, off + 1, len - 1);
        for (int i = len - 1; i < width; i++) {
            value *= 10;
        }
        return value;
    }

    static LocalTime time(byte[] b, int off, int len) {
        long nanos = nanoOfDay(b, off, len);
        if (nanos == DateTimeText.NANOS_PER_DAY) {
            throw midnight();
        }
        return LocalTime.ofNanoOfDay(nanos);
    }

    private static CanonicalFormatException midnight() {
        return new CanonicalFormatException("24:00:00 where a time before midnight must be");
    }

    static LocalDateTime timestamp(byte[] b, int off, int len) {
        int t = 0;
        while (t < len && b[off + t] != 'T') {
            t++;
        }
        if (t == len) {
            throw new CanonicalFormatException("not a timestamp in ISO 8601");
        }
        return LocalDateTime.of(date(b, off, t), time(b, off + t + 1, len - t - 1));
    }

    static Instant timestamptz(byte[] b, int off, int len) {
        requireZ(b, off, len);
        return timestamp(b, off, len - 1).toInstant(ZoneOffset.UTC);
    }

    private static void requireZ(byte[] b, int off, int len) {
        if (len == 0 || b[off + len - 1] != 'Z') {
            throw new CanonicalFormatException("a timestamp in UTC that does not end in Z");
        }
    }

    static OffsetDateTime timestampOffset(byte[] b, int off, int len) {
        int length = offsetLength(b, off, len);
        ZoneOffset offset = length == 1 ? ZoneOffset.UTC : offset(b, off + len - length, length);
        return OffsetDateTime.of(timestamp(b, off, len - length), offset);
    }

    private static int offsetLength(byte[] b, int off, int len) {
        if (len > 0 && b[off + len - 1] == 'Z') {
            return 1;
        }
        int shortest = LOWEST_OFFSET_TEXT.length();
        for (int length = shortest; length <= shortest + 3 && length < len; length += 3) {
            byte sign = b[off + len - length];
            if (sign == '+' || sign == '-') {
                return length;
            }
        }
        throw new CanonicalFormatException("a timestamp without its offset from UTC");
    }

    private static ZoneOffset offset(byte[] b, int off, int len) {
        int sign = b[off] == '-' ? -1 : 1;
        boolean withSeconds = len > LOWEST_OFFSET_TEXT.length();
        int hours = (int) Ascii.number(b, off + 1, 2);
        int minutes = (int) Ascii.number(b, off + 4, 2);
        int seconds = withSeconds ? (int) Ascii.number(b, off + 7, 2) : 0;
        int total = sign * (hours * 3600 + minutes * 60 + seconds);
        if (b[off + 3] != ':'
                || minutes > 59
                || seconds > 59
                || (withSeconds && (seconds == 0 || b[off + 6] != ':'))
                || total == 0
                || Math.abs(total) > ZoneOffset.MAX.getTotalSeconds()) {
            throw new CanonicalFormatException("an offset that is not written as Z or ±HH:MM");
        }
        return ZoneOffset.ofTotalSeconds(total);
    }
}
