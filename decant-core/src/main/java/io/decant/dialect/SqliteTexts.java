package io.decant.dialect;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.schema.ColumnType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** Text, bytes and what is kept as either in SQLite. */
final class SqliteTexts {
    private SqliteTexts() {}

    /** The canonical text as it is: text, json, other, arrays and intervals, and dates and times of day. */
    record Plain(ColumnType type, SqliteAffinity affinity) implements SqliteCodec {
        @Override
        public void append(Object stored, RecordBuffer out) {
            if (!(stored instanceof String text)) {
                throw SqliteCodec.unfit(stored);
            }
            int start = out.size();
            CanonicalText.text(out, text);
            switch (type.kind()) {
                case TEXT, JSON, OTHER -> {}
                default -> CanonicalText.check(type, out.bytes(), start, out.size() - start);
            }
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
            return SqliteCodec.keptAsText(text, affinity);
        }
    }

    record Bytes() implements SqliteCodec {
        @Override
        public void append(Object stored, RecordBuffer out) {
            if (!(stored instanceof byte[] bytes)) {
                throw SqliteCodec.unfit(stored);
            }
            CanonicalText.base64(out, bytes, 0, bytes.length);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return CanonicalText.parseBase64(bytes, offset, length);
        }
    }

    /** A uuid as 36 characters, all of one case. */
    record UuidText(boolean upper) implements SqliteCodec {
        @Override
        public void append(Object stored, RecordBuffer out) {
            if (!(stored instanceof String text)) {
                throw SqliteCodec.unfit(stored);
            }
            String lower = text.toLowerCase(Locale.ROOT);
            byte[] bytes = lower.getBytes(StandardCharsets.UTF_8);
            CanonicalText.parseUuid(bytes, 0, bytes.length);
            if (!text.equals(upper ? text.toUpperCase(Locale.ROOT) : lower)) {
                throw new UnfitValueException("it is not all in " + (upper ? "upper" : "lower")
                        + " case; declare it \"stored: " + (upper ? "lower" : "upper") + "\" in the model");
            }
            out.append(bytes, 0, bytes.length);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            String text = CanonicalText.parseUuid(bytes, offset, length).toString();
            return upper ? text.toUpperCase(Locale.ROOT) : text;
        }
    }

    /** A uuid as 16 bytes, the most significant first. */
    record UuidBlob() implements SqliteCodec {
        @Override
        public void append(Object stored, RecordBuffer out) {
            if (!(stored instanceof byte[] bytes) || bytes.length != 16) {
                throw new UnfitValueException("it is not a blob of 16 bytes");
            }
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            CanonicalText.uuid(out, halves.getLong(), halves.getLong());
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            UUID uuid = CanonicalText.parseUuid(bytes, offset, length);
            ByteBuffer halves = ByteBuffer.allocate(16);
            halves.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
            return halves.array();
        }
    }
}
