package io.decant.dialect;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Numbers, text, bytes and uuids in H2. */
final class H2Scalars {
    private H2Scalars() {}

    record Bool() implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return Boolean.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.bool(out, (Boolean) value);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return CanonicalText.parseBool(bytes, offset, length);
        }
    }

    /** A boolean in an integer column, as 1 and 0. */
    record BoolNumber() implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return Long.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            long number = (Long) value;
            if (number != 0 && number != 1) {
                throw new UnfitValueException("it is neither 0 nor 1");
            }
            CanonicalText.bool(out, number == 1);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return CanonicalText.parseBool(bytes, offset, length) ? 1L : 0L;
        }
    }

    /** @param bits the column's size */
    record Whole(int bits) implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return Long.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.integer(out, (Long) value);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            BigInteger value = CanonicalText.parseInteger(bytes, offset, length);
            if (value.bitLength() >= bits) {
                throw new UnfitValueException("the integer needs more than " + bits + " bits");
            }
            return value.longValue();
        }
    }

    /** An integer in a column of decimals. */
    record WholeDecimal() implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return BigDecimal.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            out.appendAscii(((BigDecimal) value).toBigIntegerExact().toString());
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return new BigDecimal(CanonicalText.parseInteger(bytes, offset, length));
        }
    }

    /** @param here the column's own type: H2 rounds to its scale without a word */
    record Decimal(ColumnType here) implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return BigDecimal.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            BigDecimal number = (BigDecimal) value;
            CanonicalText.decimal(out, number.scale() < 0 ? number.setScale(0) : number);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            if (!CanonicalText.finite(bytes, offset, length)) {
                throw new UnfitValueException("it is not a finite number");
            }
            BigDecimal value = CanonicalText.parseDecimal(bytes, offset, length);
            BigDecimal plain = value.stripTrailingZeros();
            if (here.scale() >= 0 && plain.scale() > here.scale()) {
                throw new UnfitValueException("it has more than " + here.scale() + " fraction digits");
            }
            if (here.scale() < 0 && here.size() >= 0 && plain.precision() > here.size()) {
                throw new UnfitValueException("it has more than " + here.size() + " digits");
            }
            return value;
        }
    }

    /**
     * @param single whether the canonical type is {@code float32}
     * @param narrow whether the column is a REAL
     */
    record Real(boolean single, boolean narrow) implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return Double.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            double real = (Double) value;
            if (!single) {
                CanonicalText.float64(out, real);
            } else if (Double.compare((float) real, real) != 0) {
                throw new UnfitValueException("it has more digits than float32 holds");
            } else {
                CanonicalText.float32(out, (float) real);
            }
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            double real = single
                    ? CanonicalText.parseFloat32(bytes, offset, length)
                    : CanonicalText.parseFloat64(bytes, offset, length);
            if (real == 0 && 1 / real < 0) {
                throw new UnfitValueException("H2 drops the sign of zero");
            }
            if (narrow && Double.compare((float) real, real) != 0) {
                throw new UnfitValueException("a REAL column rounds it");
            }
            return real;
        }
    }

    /** @param padded whether the column pads with spaces, which are not the value's */
    record Text(boolean padded) implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return String.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            String text = (String) value;
            int end = text.length();
            while (padded && end > 0 && text.charAt(end - 1) == ' ') {
                end--;
            }
            CanonicalText.text(out, text.substring(0, end));
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            if (padded && length > 0 && bytes[offset + length - 1] == ' ') {
                throw new UnfitValueException("spaces at its end would be lost in a padded CHAR column");
            }
            return new String(bytes, offset, length, StandardCharsets.UTF_8);
        }
    }

    /** Canonical text of another type in a column of text; of {@code other} types, the database's own. */
    record AsText(ColumnType type) implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return String.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            int start = out.size();
            CanonicalText.text(out, (String) value);
            if (type.kind() != TypeKind.JSON && type.kind() != TypeKind.OTHER) {
                CanonicalText.check(type, out.bytes(), start, out.size() - start);
            }
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return new String(bytes, offset, length, StandardCharsets.UTF_8);
        }
    }

    /** @param fixed the column's length if it pads with zeros, else −1 */
    record Bytes(int fixed) implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return byte[].class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            byte[] bytes = (byte[]) value;
            CanonicalText.base64(out, bytes, 0, bytes.length);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            byte[] value = CanonicalText.parseBase64(bytes, offset, length);
            if (fixed >= 0 && value.length != fixed) {
                throw new UnfitValueException("a BINARY column pads it to " + fixed + " bytes");
            }
            return value;
        }
    }

    record Uuid() implements H2Codec {
        @Override
        public Class<?> javaClass() {
            return UUID.class;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            UUID uuid = (UUID) value;
            CanonicalText.uuid(out, uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return CanonicalText.parseUuid(bytes, offset, length);
        }
    }
}
