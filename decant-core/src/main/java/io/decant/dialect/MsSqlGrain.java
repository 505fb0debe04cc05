package io.decant.dialect;

import java.time.LocalDateTime;
import java.time.temporal.ChronoField;

/** How fine a date and time without a zone is kept, and from when to when. */
enum MsSqlGrain {
    /** {@code smalldatetime} */
    MINUTES("1900-01-01T00:00:00", "2079-06-06T23:59:00"),
    /** {@code datetime}: every third of ten milliseconds, shown as .000, .003 and .007. */
    THREE_HUNDREDTHS("1753-01-01T00:00:00", "9999-12-31T23:59:59.997"),
    /** {@code datetime2(n)} */
    DIGITS_0,
    DIGITS_1,
    DIGITS_2,
    DIGITS_3,
    DIGITS_4,
    DIGITS_5,
    DIGITS_6,
    DIGITS_7;

    private final LocalDateTime first;
    private final LocalDateTime last;

    MsSqlGrain(String first, String last) {
        this.first = LocalDateTime.parse(first);
        this.last = LocalDateTime.parse(last);
    }

    MsSqlGrain() {
        this("0001-01-01T00:00:00", "9999-12-31T23:59:59.999999999");
    }

    static MsSqlGrain of(MsSqlType type) {
        return switch (type.name()) {
            case "smalldatetime" -> MINUTES;
            case "datetime" -> THREE_HUNDREDTHS;
            default -> valueOf("DIGITS_" + type.digits());
        };
    }

    /** @throws UnfitValueException if the column would round it, or does not reach so far */
    void require(LocalDateTime time) {
        if (time.isBefore(first) || time.isAfter(last)) {
            throw new UnfitValueException("it is not between " + first + " and " + last);
        }
        int nanos = time.get(ChronoField.NANO_OF_SECOND);
        if (!keeps(time, nanos)) {
            throw new UnfitValueException("the column would round its seconds");
        }
    }

    private boolean keeps(LocalDateTime time, int nanos) {
        return switch (this) {
            case MINUTES -> nanos == 0 && time.getSecond() == 0;
            case THREE_HUNDREDTHS -> {
                int millis = nanos / 1_000_000 % 10;
                yield nanos % 1_000_000 == 0 && (millis == 0 || millis == 3 || millis == 7);
            }
            default -> wholeIn(ordinal() - DIGITS_0.ordinal(), nanos);
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
