package io.decant.record;

import java.time.LocalDate;

/** Writes dates, times and timestamps as ISO 8601, years beyond four digits in its expanded form, as java.time does. */
final class DateTimeText {
    private static final int SECONDS_PER_DAY = 86_400;
    static final long NANOS_PER_DAY = SECONDS_PER_DAY * 1_000_000_000L;

    private DateTimeText() {}

    static void date(RecordBuffer out, long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        year(out, date.getYear());
        byte[] bytes = out.reserve(6);
        int at = out.size();
        bytes[at] = '-';
        NumberText.two(bytes, at + 1, date.getMonthValue());
        bytes[at + 3] = '-';
        NumberText.two(bytes, at + 4, date.getDayOfMonth());
        out.advance(6);
    }

    private static void year(RecordBuffer out, int year) {
        int digits = Math.abs(year);
        if (year < 0) {
            out.append((byte) '-');
        } else if (year > 9999) {
            out.append((byte) '+');
        }
        if (digits > 9999) {
            NumberText.integer(out, digits);
        } else {
            byte[] bytes = out.reserve(4);
            NumberText.two(bytes, out.size(), digits / 100);
            NumberText.two(bytes, out.size() + 2, digits % 100);
            out.advance(4);
        }
    }

    static void time(RecordBuffer out, long nanoOfDay) {
        if (nanoOfDay < 0 || nanoOfDay > NANOS_PER_DAY) {
            throw new IllegalArgumentException("a time of day outside 00:00:00 to 24:00:00");
        }
        clock(out, (int) (nanoOfDay / 1_000_000_000), (int) (nanoOfDay % 1_000_000_000));
    }

    static void timestamp(RecordBuffer out, long epochSecond, int nanos, String suffix) {
        if (nanos < 0 || nanos > 999_999_999) {
            throw new IllegalArgumentException("nanoseconds outside 0 to 999,999,999");
        }
        date(out, Math.floorDiv(epochSecond, (long) SECONDS_PER_DAY));
        out.append((byte) 'T');
        clock(out, (int) Math.floorMod(epochSecond, (long) SECONDS_PER_DAY), nanos);
        out.appendAscii(suffix);
    }

    private static void clock(RecordBuffer out, int second, int nanos) {
        byte[] bytes = out.reserve(8);
        int at = out.size();
        NumberText.two(bytes, at, second / 3600);
        bytes[at + 2] = ':';
        NumberText.two(bytes, at + 3, second / 60 % 60);
        bytes[at + 5] = ':';
        NumberText.two(bytes, at + 6, second % 60);
        out.advance(8);
        fraction(out, nanos, 9);
    }

    /** A point and the digits, without trailing zeros; nothing for zero. */
    static void fraction(RecordBuffer out, int value, int width) {
        if (value == 0) {
            return;
        }
        byte[] bytes = out.reserve(width + 1);
        int at = out.size();
        bytes[at] = '.';
        int rest = value;
        int length = width + 1;
        for (int i = width; i > 0; i--) {
            bytes[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        while (bytes[at + length - 1] == '0') {
            length--;
        }
        out.advance(length);
    }
}
