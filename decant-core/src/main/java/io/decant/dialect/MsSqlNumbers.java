package io.decant.dialect;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.math.BigDecimal;
import java.sql.Types;

/** Numbers with a fraction in SQL Server. */
final class MsSqlNumbers {
    private MsSqlNumbers() {}

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
        int bits = scaled.unscaledValue().bitLength();
        if ((type.name().equals("money") && bits > 63) || (type.name().equals("smallmoney") && bits > 31)) {
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
}
