package io.decant.dialect;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Numbers and booleans in SQLite: INTEGER of 64 bits, REAL of 64, or text where the column's affinity is TEXT. */
final class SqliteNumbers {
    private SqliteNumbers() {}

    record Whole(SqliteAffinity affinity) implements SqliteCodec {
        @Override
        public void append(Object stored, RecordBuffer out) {
            if (stored instanceof Integer || stored instanceof Long) {
                CanonicalText.integer(out, ((Number) stored).longValue());
            } else if (stored instanceof Double real && affinity == SqliteAffinity.REAL) {
                CanonicalText.integer(out, exactLong(real));
            } else if (stored instanceof String text && affinity == SqliteAffinity.TEXT) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                CanonicalText.parseInteger(bytes, 0, bytes.length);
                out.append(bytes, 0, bytes.length);
            } else {
                throw SqliteCodec.unfit(stored);
            }
        }

        private static long exactLong(double real) {
            long whole = (long) real;
            if (whole != real || Math.abs(whole) > 1L << 53) {
                throw new UnfitValueException("it is a real that is not exactly a whole number");
            }
            return whole;
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            if (affinity == SqliteAffinity.TEXT) {
                CanonicalText.parseInteger(bytes, offset, length);
                return new String(bytes, offset, length, StandardCharsets.US_ASCII);
            }
            BigInteger value = CanonicalText.parseInteger(bytes, offset, length);
            if (value.bitLength() > 63) {
                throw new UnfitValueException("the integer needs more than 64 bits");
            }
            if (affinity == SqliteAffinity.REAL && value.abs().bitLength() > 53) {
                throw new UnfitValueException("a REAL column rounds integers of more than 53 bits");
            }
            return value.longValue();
        }
    }

    /**
     * Exact digits. A column of a numeric affinity keeps whole numbers of 64 bits, and fractions as doubles: those that a
     * double's shortest digits give back.
     *
     * @param scale fraction digits to show at least, −1 for as many as there are
     */
    record Decimal(SqliteAffinity affinity, int scale) implements SqliteCodec {
        @Override
        public void append(Object stored, RecordBuffer out) {
            if (stored instanceof Integer || stored instanceof Long) {
                write(BigDecimal.valueOf(((Number) stored).longValue()), out);
            } else if (stored instanceof Double real) {
                write(shortest(real), out);
            } else if (stored instanceof String text && affinity == SqliteAffinity.TEXT) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                if (CanonicalText.finite(bytes, 0, bytes.length)) {
                    CanonicalText.parseDecimal(bytes, 0, bytes.length);
                }
                out.append(bytes, 0, bytes.length);
            } else {
                throw SqliteCodec.unfit(stored);
            }
        }

        private void write(BigDecimal value, RecordBuffer out) {
            CanonicalText.decimal(out, value.scale() < scale ? value.setScale(scale) : value);
        }

        private static BigDecimal shortest(double real) {
            if (Double.isInfinite(real)) {
                throw new UnfitValueException("it is infinite");
            }
            RecordBuffer digits = new RecordBuffer();
            CanonicalText.float64(digits, real);
            digits.endField();
            BigDecimal value = new BigDecimal(digits.text(0));
            return value.scale() < 0 ? value.setScale(0) : value;
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            if (affinity == SqliteAffinity.TEXT) {
                return new String(bytes, offset, length, StandardCharsets.US_ASCII);
            }
            if (!CanonicalText.finite(bytes, offset, length)) {
                throw new UnfitValueException("SQLite has no such number");
            }
            BigDecimal value = CanonicalText.parseDecimal(bytes, offset, length);
            BigDecimal plain = value.stripTrailingZeros();
            if (plain.scale() <= 0 && plain.toBigInteger().bitLength() <= 63 && affinity != SqliteAffinity.REAL) {
                return plain.longValueExact();
            }
            double real = value.doubleValue();
            if (Double.isInfinite(real) || shortest(real).compareTo(value) != 0) {
                throw new UnfitValueException(
                        "the decimal has more digits than SQLite's numbers keep; declare the column TEXT");
            }
            return real;
        }
    }

    /** @param single whether the canonical type is {@code float32} */
    record Real(SqliteAffinity affinity, boolean single) implements SqliteCodec {
        @Override
        public void append(Object stored, RecordBuffer out) {
            if (stored instanceof Double real) {
                write(real, out);
            } else if (stored instanceof Integer || stored instanceof Long) {
                long whole = ((Number) stored).longValue();
                double real = whole;
                if ((long) real != whole || whole == Long.MAX_VALUE) {
                    throw new UnfitValueException("it is an integer that no float holds exactly");
                }
                write(real, out);
            } else if (stored instanceof String text && affinity == SqliteAffinity.TEXT) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                write(parse(bytes, 0, bytes.length), out);
            } else {
                throw SqliteCodec.unfit(stored);
            }
        }

        private void write(double real, RecordBuffer out) {
            if (!single) {
                CanonicalText.float64(out, real);
            } else if (Double.compare((float) real, real) != 0) {
                throw new UnfitValueException("it has more digits than float32 holds");
            } else {
                CanonicalText.float32(out, (float) real);
            }
        }

        private double parse(byte[] bytes, int offset, int length) {
            return single
                    ? CanonicalText.parseFloat32(bytes, offset, length)
                    : CanonicalText.parseFloat64(bytes, offset, length);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            double real = parse(bytes, offset, length);
            if (affinity == SqliteAffinity.TEXT) {
                return new String(bytes, offset, length, StandardCharsets.US_ASCII);
            }
            if (Double.isNaN(real)) {
                throw new UnfitValueException("SQLite has no value that is not a number");
            }
            if (real == 0 && 1 / real < 0 && affinity != SqliteAffinity.BLOB) {
                throw new UnfitValueException("SQLite drops the sign of zero in a column of a numeric type");
            }
            return real;
        }
    }

    /** @param words stored as the words {@code true} and {@code false}, not as 1 and 0 */
    record Bool(SqliteAffinity affinity, boolean words) implements SqliteCodec {
        @Override
        public void append(Object stored, RecordBuffer out) {
            String value = stored instanceof Double || stored instanceof byte[] ? "" : stored.toString();
            if (value.equals(words ? "true" : "1")) {
                CanonicalText.bool(out, true);
            } else if (value.equals(words ? "false" : "0")) {
                CanonicalText.bool(out, false);
            } else {
                throw new UnfitValueException("it is neither " + (words ? "true nor false" : "0 nor 1"));
            }
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            boolean value = CanonicalText.parseBool(bytes, offset, length);
            if (words) {
                return Boolean.toString(value);
            } else {
                return value ? 1 : 0;
            }
        }
    }
}
