package io.decant.dialect;

import java.time.LocalDateTime;
import java.time.temporal.ChronoField;

/**
 * How fine a date and time without a zone is kept, and from when to when.
 *
 * @param type {@code datetime2}, {@code datetime} (every third of ten milliseconds, shown as .000, .003 and .007) or
 *     {@code smalldatetime} (whole minutes)
 * @param digits of a {@code datetime2}'s fraction
 */
record MsSqlGrain(String type, int digits) {

    static MsSqlGrain of(MsSqlType type) {
        return new MsSqlGrain(type.name(), type.digits());
    }

    /** @throws UnfitValueException if the column would round it, or does not reach so far */
    void require(LocalDateTime time) {
        if (time.isBefore(first()) || time.isAfter(last())) {
            throw new UnfitValueException("it is not between " + first() + " and " + last());
        }
        if (!keeps(time.getSecond(), time.get(ChronoField.NANO_OF_SECOND))) {
            throw new UnfitValueException("the column would round its seconds");
        }
    }

    private LocalDateTime first() {
        return switch (type) {
            case "smalldatetime" -> LocalDateTime.of(1900, 1, 1, 0, 0);
            case "datetime" -> LocalDateTime.of(1753, 1, 1, 0, 0);
            default -> LocalDateTime.of(1, 1, 1, 0, 0);
        };
    }

    private LocalDateTime last() {
        return switch (type) {
            case "smalldatetime" -> LocalDateTime.of(2079, 6, 6, 23, 59);
            case "datetime" -> LocalDateTime.of(9999, 12, 31, 23, 59, 59, 997_000_000);
            default -> LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_999);
        };
    }

    private boolean keeps(int second, int nanos) {
        return switch (type) {
            case "smalldatetime" -> nanos == 0 && second == 0;
            case "datetime" -> {
                int millis = nanos / 1_000_000 % 10;
                yield nanos % 1_000_000 == 0 && (millis == 0 || millis == 3 || millis == 7);
            }
            default -> wholeIn(digits, nanos);
        };
    }

    /** Whether so many fraction digits hold the nanoseconds. */
    static boolean wholeIn(int digits, int nanos) {
        int unit = 1;
        for (int i = digits; i < 9; i++) {
            unit *= 10;
        }
        return nanos % unit == 0;
    }
}
