package io.decant.record;

import io.decant.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;

/**
 * The canonical text of values, both ways; {@code docs/FORMAT.md} says what it is.
 *
 * <p>The writers append to the open field of a buffer; the caller ends the field. They throw
 * {@link IllegalArgumentException} for a value that has no canonical text. The parsers read exactly what the writers
 * write, from {@code len} bytes at {@code off}, and throw {@link CanonicalFormatException} for anything else. No message
 * quotes a value. Stateless and thread-safe.
 */
public final class CanonicalText {
    private CanonicalText() {}

    public static void integer(RecordBuffer out, long value) {
        NumberText.integer(out, value);
    }

    public static void bool(RecordBuffer out, boolean value) {
        out.appendAscii(value ? "true" : "false");
    }

    /** All digits, the scale kept, no exponent. */
    public static void decimal(RecordBuffer out, BigDecimal value) {
        NumberText.decimal(out, value);
    }

    /** The shortest digits that read back as the same double, laid out as ECMAScript does. */
    public static void float64(RecordBuffer out, double value) {
        FloatText.float64(out, value);
    }

    /** The shortest digits that read back as the same float, laid out as ECMAScript does. */
    public static void float32(RecordBuffer out, float value) {
        FloatText.float32(out, value);
    }

    /** @throws IllegalArgumentException on a lone surrogate, which UTF-8 cannot hold */
    public static void text(RecordBuffer out, String value) {
        Utf8.append(out, value);
    }

    public static void base64(RecordBuffer out, byte[] b, int off, int len) {
        Base64Text.append(out, b, off, len);
    }

    public static void uuid(RecordBuffer out, long mostSignificant, long leastSignificant) {
        UuidText.append(out, mostSignificant, leastSignificant);
    }

    /** @param epochDay days since 1970-01-01 in the proleptic ISO calendar */
    public static void date(RecordBuffer out, long epochDay) {
        DateTimeText.date(out, epochDay);
    }

    /** @param nanoOfDay 0 to 24 hours, both included: PostgreSQL has 24:00:00 */
    public static void time(RecordBuffer out, long nanoOfDay) {
        DateTimeText.time(out, nanoOfDay);
    }

    /**
     * @param epochSecond seconds since 1970-01-01T00:00:00 on the clock that is printed: for an offset, the local one
     * @param nanos 0 to 999,999,999
     * @param suffix empty for a timestamp, {@code Z} for one in UTC, {@code +02:00} for one with an offset
     */
    public static void timestamp(RecordBuffer out, long epochSecond, int nanos, String suffix) {
        DateTimeText.timestamp(out, epochSecond, nanos, suffix);
    }

    /** A local date and time with its offset: {@code Z} for none. */
    public static void timestampOffset(RecordBuffer out, OffsetDateTime value) {
        DateTimeText.timestamp(
                out,
                value.toEpochSecond() + value.getOffset().getTotalSeconds(),
                value.getNano(),
                value.getOffset().getId());
    }

    public static void interval(RecordBuffer out, int months, int days, long micros) {
        IntervalText.append(out, new CanonicalInterval(months, days, micros));
    }

    /** @throws CanonicalFormatException also if it needs more than 64 bits */
    public static long parseLong(byte[] b, int off, int len) {
        return NumberText.parseLong(b, off, len);
    }

    /** An integer of any size. */
    public static BigInteger parseInteger(byte[] b, int off, int len) {
        return NumberText.parseInteger(b, off, len);
    }

    public static boolean parseBool(byte[] b, int off, int len) {
        if (Ascii.is(b, off, len, "true")) {
            return true;
        }
        if (Ascii.is(b, off, len, "false")) {
            return false;
        }
        throw new CanonicalFormatException("neither true nor false");
    }

    /** @throws CanonicalFormatException also for {@code NaN}, {@code INF} and {@code -INF}: see {@link #finite} */
    public static BigDecimal parseDecimal(byte[] b, int off, int len) {
        return NumberText.parseDecimal(b, off, len);
    }

    public static double parseFloat64(byte[] b, int off, int len) {
        return FloatText.parseFloat64(b, off, len);
    }

    public static float parseFloat32(byte[] b, int off, int len) {
        return FloatText.parseFloat32(b, off, len);
    }

    /** How many bytes the text stands for, after looking at every character of it. */
    public static int checkBase64(byte[] b, int off, int len) {
        return Base64Text.check(b, off, len);
    }

    public static byte[] parseBase64(byte[] b, int off, int len) {
        return Base64Text.parse(b, off, len);
    }

    public static UUID parseUuid(byte[] b, int off, int len) {
        return UuidText.parse(b, off, len);
    }

    /** @throws CanonicalFormatException also for {@code infinity}: see {@link #infinity} */
    public static LocalDate parseDate(byte[] b, int off, int len) {
        return DateTimeParser.date(b, off, len);
    }

    /** @throws CanonicalFormatException also for {@code 24:00:00}: see {@link #parseNanoOfDay} */
    public static LocalTime parseTime(byte[] b, int off, int len) {
        return DateTimeParser.time(b, off, len);
    }

    /** Nanoseconds since midnight, 24 hours for {@code 24:00:00}. */
    public static long parseNanoOfDay(byte[] b, int off, int len) {
        return DateTimeParser.nanoOfDay(b, off, len);
    }

    /** @throws CanonicalFormatException also for {@code infinity}: see {@link #infinity} */
    public static LocalDateTime parseTimestamp(byte[] b, int off, int len) {
        return DateTimeParser.timestamp(b, off, len);
    }

    /** @throws CanonicalFormatException also for {@code infinity}: see {@link #infinity} */
    public static Instant parseTimestamptz(byte[] b, int off, int len) {
        return DateTimeParser.timestamptz(b, off, len);
    }

    public static OffsetDateTime parseTimestampOffset(byte[] b, int off, int len) {
        return DateTimeParser.timestampOffset(b, off, len);
    }

    public static CanonicalInterval parseInterval(byte[] b, int off, int len) {
        return IntervalText.parse(b, off, len);
    }

    /** 1 for {@code infinity}, −1 for {@code -infinity}, 0 for any other text: the ends of dates and timestamps. */
    public static int infinity(byte[] b, int off, int len) {
        return Ascii.is(b, off, len, "infinity") ? 1 : Ascii.is(b, off, len, "-infinity") ? -1 : 0;
    }

    /** False for the texts {@code NaN}, {@code INF} and {@code -INF} of decimals and floating-point numbers. */
    public static boolean finite(byte[] b, int off, int len) {
        return !Ascii.is(b, off, len, "NaN") && !Ascii.is(b, off, len, "INF") && !Ascii.is(b, off, len, "-INF");
    }

    /**
     * Passes if the bytes are exactly the canonical text of a value of the type. Declared sizes are not looked at, and of
     * {@code json} only the encoding: its digest needs a parser and finds the rest.
     *
     * @throws CanonicalFormatException if they are not
     */
    public static void check(ColumnType type, byte[] b, int off, int len) {
        switch (type.kind()) {
            case BOOLEAN -> parseBool(b, off, len);
            case INTEGER -> NumberText.checkInteger(b, off, len);
            case DECIMAL -> NumberText.checkDecimal(b, off, len);
            case FLOAT32 -> parseFloat32(b, off, len);
            case FLOAT64 -> parseFloat64(b, off, len);
            case TEXT, JSON, OTHER -> Utf8.check(b, off, len);
            case BYTES -> Base64Text.check(b, off, len);
            case UUID -> UuidText.check(b, off, len);
            case TIME -> parseNanoOfDay(b, off, len);
            case TIMESTAMPOFFSET -> parseTimestampOffset(b, off, len);
            case INTERVAL -> parseInterval(b, off, len);
            case ARRAY -> CanonicalArray.check(Objects.requireNonNull(type.element()), b, off, len);
            case DATE, TIMESTAMP, TIMESTAMPTZ -> checkDay(type, b, off, len);
        }
    }

    private static void checkDay(ColumnType type, byte[] b, int off, int len) {
        if (infinity(b, off, len) != 0) {
            return;
        }
        switch (type.kind()) {
            case DATE -> DateTimeParser.checkDate(b, off, len);
            case TIMESTAMP -> DateTimeParser.checkTimestamp(b, off, len);
            default -> DateTimeParser.checkTimestamptz(b, off, len);
        }
    }
}
