package io.decant.dialect;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Types;
import java.util.Locale;
import java.util.UUID;

/** Numbers, bytes and uuids in SQL Server. */
final class MsSqlScalars {
    private MsSqlScalars() {}

    record Bool() implements MsSqlCodec {
        @Override
        public Class<?> javaClass() {
            return Boolean.class;
        }

        @Override
        public int sqlType() {
            return Types.BIT;
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

    /** What a whole number is sent as. */
    private interface Longs extends MsSqlCodec {
        @Override
        default Class<?> javaClass() {
            return Long.class;
        }

        @Override
        default int sqlType() {
            return Types.BIGINT;
        }
    }

    /** A boolean in an integer column, as 1 and 0. */
    record BoolNumber() implements Longs {
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

    /** Both ends are values of the column. */
    record Whole(long least, long most) implements Longs {
        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.integer(out, (Long) value);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            BigInteger value = CanonicalText.parseInteger(bytes, offset, length);
            if (value.bitLength() > 63 || value.longValue() < least || value.longValue() > most) {
                throw new UnfitValueException("the integer is not between " + least + " and " + most);
            }
            return value.longValue();
        }
    }

    /** What a decimal is sent as, with the column's own fraction digits, so that all rows are sent alike. */
    private static BigDecimal scaled(BigDecimal value, MsSqlType type) {
        int digits = type.columnType().size();
        int scale = type.columnType().scale();
        BigDecimal plain = value.stripTrailingZeros();
        if (plain.scale() > scale) {
            throw new UnfitValueException("it has more than " + scale + " fraction digits");
        }
        if (value.signum() != 0 && plain.precision() - plain.scale() > digits - scale) {
            throw new UnfitValueException("it has more than " + (digits - scale) + " digits before the point");
        }
        BigDecimal scaled = value.setScale(scale);
        if (type.name().equals("money") && scaled.unscaledValue().bitLength() > 63
                || type.name().equals("smallmoney") && scaled.unscaledValue().bitLength() > 31) {
            throw new UnfitValueException("it is too large for " + type.name());
        }
        return scaled;
    }

    /** What decimals have in common. */
    private interface Decimals extends MsSqlCodec {
        @Override
        default Class<?> javaClass() {
            return BigDecimal.class;
        }

        @Override
        default int sqlType() {
            return Types.DECIMAL;
        }
    }

    /** An integer in a column of decimals. */
    record WholeDecimal(MsSqlType type) implements Decimals {
        @Override
        public void append(Object value, RecordBuffer out) {
            out.appendAscii(((BigDecimal) value).toBigIntegerExact().toString());
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return scaled(new BigDecimal(CanonicalText.parseInteger(bytes, offset, length)), type);
        }
    }

    /** {@code decimal}, {@code money} and their relatives. */
    record Decimal(MsSqlType type) implements Decimals {
        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.decimal(out, (BigDecimal) value);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            return scaled(CanonicalText.parseDecimal(bytes, offset, length), type);
        }
    }

    private static void finite(byte[] bytes, int offset, int length) {
        if (!CanonicalText.finite(bytes, offset, length)) {
            throw new UnfitValueException("SQL Server has only finite numbers");
        }
    }

    /** The documented range leaves out what is nearer to zero than the least normal number, and the sign of zero. */
    private static void normal(double value, double least) {
        if (value == 0 ? 1 / value < 0 : Math.abs(value) < least) {
            throw new UnfitValueException("SQL Server has neither a negative zero nor subnormal numbers");
        }
    }

    /** {@code real} */
    record Single() implements MsSqlCodec {
        @Override
        public Class<?> javaClass() {
            return Float.class;
        }

        @Override
        public int sqlType() {
            return Types.REAL;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.float32(out, (Float) value);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            float value = CanonicalText.parseFloat32(bytes, offset, length);
            normal(value, Float.MIN_NORMAL);
            return value;
        }
    }

    /** {@code float} */
    record Real() implements MsSqlCodec {
        @Override
        public Class<?> javaClass() {
            return Double.class;
        }

        @Override
        public int sqlType() {
            return Types.DOUBLE;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.float64(out, (Double) value);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            double value = CanonicalText.parseFloat64(bytes, offset, length);
            normal(value, Double.MIN_NORMAL);
            return value;
        }
    }

    /** A number of single precision in a {@code float} column. */
    record SingleInDouble() implements MsSqlCodec {
        @Override
        public Class<?> javaClass() {
            return Double.class;
        }

        @Override
        public int sqlType() {
            return Types.DOUBLE;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            double real = (Double) value;
            if (Double.compare((float) real, real) != 0) {
                throw new UnfitValueException("it has more digits than float32 holds");
            }
            CanonicalText.float32(out, (float) real);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            finite(bytes, offset, length);
            double value = CanonicalText.parseFloat32(bytes, offset, length);
            normal(value, Double.MIN_NORMAL);
            return value;
        }
    }

    /**
     * @param size the column's, −1 for none
     * @param fixed whether the column pads with zeros
     */
    record Bytes(int size, boolean fixed) implements MsSqlCodec {
        @Override
        public Class<?> javaClass() {
            return byte[].class;
        }

        @Override
        public int sqlType() {
            return Types.VARBINARY;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            byte[] bytes = (byte[]) value;
            CanonicalText.base64(out, bytes, 0, bytes.length);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            byte[] value = CanonicalText.parseBase64(bytes, offset, length);
            if (fixed && value.length < size) {
                throw new UnfitValueException("a binary column pads it to " + size + " bytes");
            }
            if (size >= 0 && value.length > size) {
                throw new UnfitValueException("it has more than " + size + " bytes");
            }
            return value;
        }
    }

    /** The server's text of it is in capitals. */
    record Guid() implements MsSqlCodec {
        @Override
        public Class<?> javaClass() {
            return String.class;
        }

        @Override
        public int sqlType() {
            return Types.NVARCHAR;
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            UUID uuid = UUID.fromString(((String) value).toLowerCase(Locale.ROOT));
            CanonicalText.uuid(out, uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return CanonicalText.parseUuid(bytes, offset, length).toString();
        }
    }
}
