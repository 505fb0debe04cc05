package io.decant.dialect;

import io.decant.dialect.MySqlTypes.Declared;
import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Numbers and bytes in MySQL and MariaDB. */
final class MySqlScalars {
    private MySqlScalars() {}

    /** Booleans are small numbers here. */
    record Bool() implements MySqlCodec {
        @Override
        public void read(ResultSet row, int column, RecordBuffer out) throws SQLException {
            long number = row.getLong(column);
            if (row.wasNull()) {
                out.addNull();
                return;
            }
            if (number != 0 && number != 1) {
                throw new UnfitValueException(
                        "it is neither 0 nor 1; if the column holds numbers, give it \"type: integer\" in the model");
            }
            CanonicalText.bool(out, number == 1);
            out.endField();
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return CanonicalText.parseBool(bytes, offset, length) ? 1L : 0L;
        }
    }

    /**
     * Whole numbers, in columns of whole numbers and of decimals; the server refuses what is out of range.
     *
     * @param signed false where there is no sign: {@code bit(64)} would take −1 for its largest number
     */
    record Whole(boolean signed) implements MySqlCodec {
        @Override
        public void read(ResultSet row, int column, RecordBuffer out) throws SQLException {
            @Nullable BigDecimal number = row.getBigDecimal(column);
            if (number == null) {
                out.addNull();
            } else {
                out.addAscii(number.toBigIntegerExact().toString());
            }
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            BigInteger value = CanonicalText.parseInteger(bytes, offset, length);
            if (!signed && value.signum() < 0) {
                throw new UnfitValueException("it is negative");
            }
            if (value.bitLength() < Long.SIZE) {
                return value.longValue();
            }
            return new BigDecimal(value);
        }
    }

    /** Whole numbers that fit 64 bits with a sign. */
    record Small(boolean signed) implements MySqlCodec {
        @Override
        public void read(ResultSet row, int column, RecordBuffer out) throws SQLException {
            long number = row.getLong(column);
            if (row.wasNull()) {
                out.addNull();
            } else {
                CanonicalText.integer(out, number);
                out.endField();
            }
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return new Whole(signed).value(bytes, offset, length);
        }
    }

    /** @param here the column's own type: the server rounds to its scale with no more than a note */
    record Decimal(ColumnType here) implements MySqlCodec {
        @Override
        public void read(ResultSet row, int column, RecordBuffer out) throws SQLException {
            @Nullable BigDecimal number = row.getBigDecimal(column);
            if (number == null) {
                out.addNull();
            } else {
                CanonicalText.decimal(out, number);
                out.endField();
            }
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            if (!CanonicalText.finite(bytes, offset, length)) {
                throw new UnfitValueException("it is not a finite number");
            }
            BigDecimal value = CanonicalText.parseDecimal(bytes, offset, length);
            if (value.stripTrailingZeros().scale() > Math.max(here.scale(), 0)) {
                throw new UnfitValueException("it has more than " + Math.max(here.scale(), 0) + " fraction digits");
            }
            return value;
        }
    }

    /**
     * Bound as text: a literal such as {@code -0.0} would be an exact number, and lose its sign.
     *
     * @param single whether the canonical type is {@code float32}
     * @param narrow whether the column is a FLOAT
     * @param declared {@code double(9,2)} rounds to two digits without a word
     */
    record Real(boolean single, boolean narrow, Declared declared) implements MySqlCodec {
        @Override
        public void read(ResultSet row, int column, RecordBuffer out) throws SQLException {
            double real = row.getDouble(column);
            if (row.wasNull()) {
                out.addNull();
                return;
            }
            if (!single) {
                CanonicalText.float64(out, real);
            } else if (Double.compare((float) real, real) != 0) {
                throw new UnfitValueException("it has more digits than float32 holds");
            } else {
                CanonicalText.float32(out, (float) real);
            }
            out.endField();
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            double real = single
                    ? CanonicalText.parseFloat32(bytes, offset, length)
                    : CanonicalText.parseFloat64(bytes, offset, length);
            if (Double.isNaN(real) || Double.isInfinite(real)) {
                throw new UnfitValueException("it is not a finite number");
            }
            if (narrow && Double.compare((float) real, real) != 0) {
                throw new UnfitValueException("a FLOAT column rounds it");
            }
            if (declared.scale() >= 0) {
                requireDigits(real);
            }
            return Double.toString(real);
        }

        private void requireDigits(double real) {
            if (real == 0 && 1 / real < 0) {
                throw new UnfitValueException("a column of so many digits loses the sign of zero");
            }
            String shortest = single || narrow ? Float.toString((float) real) : Double.toString(real);
            if (new BigDecimal(shortest).stripTrailingZeros().scale() > declared.scale()) {
                throw new UnfitValueException("it has more than " + declared.scale() + " fraction digits");
            }
        }
    }

    /** @param fixed the column's length if it pads with zeros, else −1 */
    record Bytes(int fixed) implements MySqlCodec {
        @Override
        public void read(ResultSet row, int column, RecordBuffer out) throws SQLException {
            byte @Nullable [] bytes = row.getBytes(column);
            if (bytes == null) {
                out.addNull();
            } else {
                CanonicalText.base64(out, bytes, 0, bytes.length);
                out.endField();
            }
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

    /** A uuid as 16 bytes, most significant first. */
    record UuidBytes() implements MySqlCodec {
        @Override
        public void read(ResultSet row, int column, RecordBuffer out) throws SQLException {
            byte @Nullable [] bytes = row.getBytes(column);
            if (bytes == null) {
                out.addNull();
                return;
            }
            if (bytes.length != 16) {
                throw new UnfitValueException("it has not the 16 bytes of a uuid");
            }
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            CanonicalText.uuid(out, halves.getLong(), halves.getLong());
            out.endField();
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            UUID uuid = CanonicalText.parseUuid(bytes, offset, length);
            return ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
        }
    }
}
