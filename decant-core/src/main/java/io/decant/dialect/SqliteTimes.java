package io.decant.dialect;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/** Dates and times in SQLite, which has no type for them: ISO 8601 text, or counted seconds. */
final class SqliteTimes {
    private SqliteTimes() {}

    /** Takes a fraction's trailing zeros away: they are form, not value. */
    static String withoutTrailingZeros(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return text;
        }
        int end = dot + 1;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        int last = end;
        while (last > dot + 1 && text.charAt(last - 1) == '0') {
            last--;
        }
        return text.substring(0, last == dot + 1 ? dot : last) + text.substring(end);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A date or a time of day as ISO 8601 text. */
    record Part(ColumnType type) implements SqliteCodec {
        @Override
        public void append(Object stored, RecordBuffer out) {
            if (!(stored instanceof String text)) {
                throw SqliteCodec.unfit(stored);
            }
            byte[] bytes = ascii(withoutTrailingZeros(text));
            CanonicalText.check(type, bytes, 0, bytes.length);
            out.append(bytes, 0, bytes.length);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            CanonicalText.check(type, bytes, offset, length);
            return new String(bytes, offset, length, StandardCharsets.US_ASCII);
        }
    }

    /**
     * A point in time as text.
     *
     * @param kind {@code timestamp}, {@code timestamptz} or {@code timestampoffset}
     * @param separator between date and time: a space or {@code T}
     * @param zone of a {@code timestamptz} whose text has no offset; null where the text has one
     */
    record Text(TypeKind kind, char separator, @Nullable ZoneId zone) implements SqliteCodec {
        @Override
        public void append(Object stored, RecordBuffer out) {
            if (!(stored instanceof String text)) {
                throw SqliteCodec.unfit(stored);
            }
            String iso = iso(text);
            byte[] bytes = ascii(iso);
            if (kind == TypeKind.TIMESTAMP || CanonicalText.infinity(bytes, 0, bytes.length) != 0) {
                CanonicalText.check(ColumnType.of(kind), bytes, 0, bytes.length);
                out.append(bytes, 0, bytes.length);
            } else if (kind == TypeKind.TIMESTAMPOFFSET) {
                CanonicalText.timestampOffset(out, CanonicalText.parseTimestampOffset(bytes, 0, bytes.length));
            } else {
                Instant instant = zone == null
                        ? CanonicalText.parseTimestampOffset(bytes, 0, bytes.length)
                                .toInstant()
                        : ClockTime.instant(CanonicalText.parseTimestamp(bytes, 0, bytes.length), zone);
                CanonicalText.timestamp(out, instant.getEpochSecond(), instant.getNano(), "Z");
            }
        }

        /** The text with a T, without trailing zeros, and with Z for a zero offset. */
        private String iso(String text) {
            String other = separator == ' ' ? "iso" : "iso-space";
            int at = text.indexOf(separator);
            if (at < 0) {
                if (text.endsWith("infinity")) {
                    return text;
                }
                throw new UnfitValueException("date and time are not separated by "
                        + (separator == ' ' ? "a space" : "T") + "; declare it \"stored: " + other
                        + "\" in the model if that is how it is stored");
            }
            String iso = withoutTrailingZeros(text.substring(0, at) + 'T' + text.substring(at + 1));
            return kind != TypeKind.TIMESTAMP && iso.endsWith("+00:00")
                    ? iso.substring(0, iso.length() - 6) + "Z"
                    : iso;
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            CanonicalText.check(ColumnType.of(kind), bytes, offset, length);
            String iso = new String(bytes, offset, length, StandardCharsets.US_ASCII);
            if (zone != null && CanonicalText.infinity(bytes, offset, length) == 0) {
                iso = local(zone, CanonicalText.parseTimestamptz(bytes, offset, length));
            } else if (separator == ' ' && iso.endsWith("Z")) {
                iso = iso.substring(0, iso.length() - 1) + "+00:00";
            }
            return iso.replace('T', separator);
        }

        private static String local(ZoneId zone, Instant instant) {
            LocalDateTime there = ClockTime.local(instant, zone);
            RecordBuffer out = new RecordBuffer();
            CanonicalText.timestamp(
                    out, there.toEpochSecond(ZoneOffset.UTC), there.get(ChronoField.NANO_OF_SECOND), "");
            out.endField();
            return out.text(0);
        }
    }

    /**
     * A point in time as a whole number since 1970-01-01T00:00:00 (of UTC, where the type says so).
     *
     * @param suffix {@code Z} for a {@code timestamptz}, empty for a {@code timestamp}
     * @param perSecond 1 or 1000
     */
    record Count(String suffix, int perSecond) implements SqliteCodec {
        @Override
        public void append(Object stored, RecordBuffer out) {
            if (!(stored instanceof Integer || stored instanceof Long)) {
                throw SqliteCodec.unfit(stored);
            }
            long count = ((Number) stored).longValue();
            int nanos = (int) Math.floorMod(count, (long) perSecond) * (1_000_000_000 / perSecond);
            CanonicalText.timestamp(out, Math.floorDiv(count, (long) perSecond), nanos % 1_000_000_000, suffix);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            Instant instant = suffix.isEmpty()
                    ? CanonicalText.parseTimestamp(bytes, offset, length).toInstant(ZoneOffset.UTC)
                    : CanonicalText.parseTimestamptz(bytes, offset, length);
            int unit = 1_000_000_000 / perSecond;
            if (instant.getNano() % unit != 0) {
                throw new UnfitValueException("it has a finer fraction than the column counts");
            }
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), (long) perSecond), instant.getNano() / unit);
        }
    }
}
