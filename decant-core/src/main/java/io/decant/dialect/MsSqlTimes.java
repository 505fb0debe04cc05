package io.decant.dialect;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Dates and times in SQL Server: read as the driver's java.time objects, or as the server's text; sent as ISO text. */
final class MsSqlTimes {
    private static final DateTimeFormatter SENT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HH:MM", "+00:00")
            .toFormatter(Locale.ROOT);

    /** As style 121 of CONVERT writes it. */
    private static final DateTimeFormatter SHOWN = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral(' ')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendLiteral(' ')
            .appendOffset("+HH:MM", "+00:00")
            .toFormatter(Locale.ROOT);

    private MsSqlTimes() {}

    /** What all have in common. */
    private interface SentAsText extends MsSqlCodec {
        @Override
        default int sqlType() {
            return Types.NVARCHAR;
        }
    }

    private static void finite(byte[] bytes, int offset, int length) {
        if (CanonicalText.infinity(bytes, offset, length) != 0) {
            throw new UnfitValueException("SQL Server has no infinite dates");
        }
    }

    private static void inYears(int year) {
        if (year < 1 || year > 9999) {
            throw new UnfitValueException("SQL Server has only the years 1 to 9999");
        }
    }

    private static void requireDigits(int digits, int nanos) {
        if (!MsSqlGrain.wholeIn(digits, nanos)) {
            throw new UnfitValueException("it has more than " + digits + " fraction digits");
        }
    }

    private static String text(LocalDateTime time) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
    }

    /** {@code date} */
    record Day() implements SentAsText {
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
            LocalDate day = CanonicalText.parseDate(bytes, offset, length);
            inYears(day.getYear());
            return day.toString();
        }
    }

    /** {@code time(n)} */
    record Time(int digits) implements SentAsText {
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
            requireDigits(digits, CanonicalText.parseTime(bytes, offset, length).get(ChronoField.NANO_OF_SECOND));
            return new String(bytes, offset, length, StandardCharsets.US_ASCII);
        }
    }

    /** {@code datetime2(n)}, {@code datetime} and {@code smalldatetime} */
    record Local(MsSqlGrain grain) implements SentAsText {
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
            grain.require(time);
            return text(time);
        }
    }

    /** An instant in a column without a zone: the clock's time in a zone that the model names. */
    record InZone(MsSqlGrain grain, ZoneId zone) implements SentAsText {
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
            grain.require(time);
            return text(time);
        }
    }

    private static String offsetText(OffsetDateTime time, int digits) {
        requireDigits(digits, time.getNano());
        // It is kept in UTC, which has to be within the range too.
        inYears(time.getYear());
        inYears(time.withOffsetSameInstant(ZoneOffset.UTC).getYear());
        int seconds = time.getOffset().getTotalSeconds();
        if (seconds % 60 != 0 || Math.abs(seconds) > 14 * 3600) {
            throw new UnfitValueException("SQL Server has only offsets of whole minutes, up to 14 hours");
        }
        return SENT.format(time);
    }

    /** An instant in a {@code datetimeoffset(n)}: always UTC. */
    record Utc(int digits) implements SentAsText {
        @Override
        public Class<?> javaClass() {
            return String.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            OffsetDateTime time = OffsetDateTime.parse((String) value, SHOWN);
            CanonicalText.timestamp(out, time.toEpochSecond(), time.getNano(), "Z");
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            Instant instant = CanonicalText.parseTimestamptz(bytes, offset, length);
            return offsetText(instant.atOffset(ZoneOffset.UTC), digits);
        }
    }

    /** {@code datetimeoffset(n)} */
    record WithOffset(int digits) implements SentAsText {
        @Override
        public Class<?> javaClass() {
            return String.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.timestampOffset(out, OffsetDateTime.parse((String) value, SHOWN));
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return offsetText(CanonicalText.parseTimestampOffset(bytes, offset, length), digits);
        }
    }
}
