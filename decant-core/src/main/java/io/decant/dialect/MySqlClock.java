package io.decant.dialect;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * The servers' own text of dates and times: {@code YYYY-MM-DD}, {@code hh:mm:ss} with up to six digits of a fraction, or both
 * with a space between. Read and written digit by digit, since large tables have one in every row.
 */
final class MySqlClock {
    private static final String OTHER = "; mend it, or give the column \"type: other\" in the model";
    private static final int DATE = "YYYY-MM-DD".length();
    private static final int SECOND = 1_000_000_000;

    private MySqlClock() {}

    /** @throws UnfitValueException also for the zero dates that the servers have */
    static LocalDate date(String text) {
        require(text.length() == DATE && text.charAt(4) == '-' && text.charAt(7) == '-');
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        if (month == 0 || day == 0) {
            throw new UnfitValueException("it is a zero date" + OTHER);
        }
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException wrong) {
            throw new UnfitValueException("it is a day that no calendar has" + OTHER);
        }
    }

    /** @throws UnfitValueException also for lengths of time, which the servers' type holds as well */
    static LocalTime time(String text) {
        int first = text.startsWith("-") ? 1 : 0;
        int colon = text.indexOf(':');
        int end = colon + ":mm:ss".length();
        require((colon == first + 2 || colon == first + 3) && text.length() >= end && text.charAt(colon + 3) == ':');
        int hour = number(text, first, colon);
        int minute = number(text, colon + 1, colon + 3);
        int second = number(text, colon + 4, end);
        int nanos = fraction(text, end);
        if (first > 0 || hour > 23) {
            throw new UnfitValueException(
                    "it is a length of time and no time of day; give the column \"type: other\" in"
                            + " the model, or leave it out");
        }
        return LocalTime.of(hour, minute, second, nanos);
    }

    static LocalDateTime dateTime(String text) {
        require(text.length() > DATE && text.charAt(DATE) == ' ');
        return LocalDateTime.of(date(text.substring(0, DATE)), time(text.substring(DATE + 1)));
    }

    /** @param time of a year from 0 to 9999 */
    static String text(LocalDateTime time) {
        return time.toLocalDate() + " " + text(time.toLocalTime());
    }

    /** With seconds, and no zeros at the end of a fraction. */
    static String text(LocalTime time) {
        StringBuilder text = new StringBuilder("hh:mm:ss.nnnnnnnnn".length());
        two(text, time.getHour()).append(':');
        two(text, time.getMinute()).append(':');
        two(text, time.getSecond());
        int nanos = time.getNano();
        if (nanos != 0) {
            text.append('.');
            for (int rest = nanos, unit = SECOND / 10; rest > 0; rest %= unit, unit /= 10) {
                text.append((char) ('0' + rest / unit));
            }
        }
        return text.toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    private static int fraction(String text, int start) {
        int digits = text.length() - start - 1;
        if (digits < 0) {
            return 0;
        }
        require(text.charAt(start) == '.' && digits >= 1 && digits <= 6);
        int nanos = number(text, start + 1, text.length());
        for (int i = digits; i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int start, int end) {
        int number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            require(digit >= 0 && digit <= 9);
            number = 10 * number + digit;
        }
        return number;
    }

    private static void require(boolean form) {
        if (!form) {
            throw new UnfitValueException("the server's text of it is of no known form");
        }
    }
}
