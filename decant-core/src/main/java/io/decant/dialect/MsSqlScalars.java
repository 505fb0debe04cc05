package io.decant.dialect;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.math.BigInteger;
import java.sql.Types;
import java.util.Locale;
import java.util.UUID;

/** Booleans, whole numbers, bytes and uuids in SQL Server. */
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
