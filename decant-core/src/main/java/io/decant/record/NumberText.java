package io.decant.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Exact numbers: {@code -?(0|[1-9][0-9]*)} with, for decimals, a fraction; zero has no sign. */
final class NumberText {
    /** PostgreSQL's numeric, the widest type of any product, has fewer; a longer one is an attack or a slip. */
    private static final int MOST_DIGITS = 1_000_000;

    private static final byte[] DIGIT_PAIRS = new byte[200];

    static {
        for (int i = 0; i < 100; i++) {
            DIGIT_PAIRS[2 * i] = (byte) ('0' + i / 10);
            DIGIT_PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

    private NumberText() {}

    static void integer(RecordBuffer out, long value) {
        if (value == Long.MIN_VALUE) {
            out.appendAscii("-9223372036854775808");
            return;
        }
        long rest = Math.abs(value);
        int length = digits(rest) + (value < 0 ? 1 : 0);
        byte[] bytes = out.reserve(length);
        int at = out.size();
        if (value < 0) {
            bytes[at] = '-';
        }
        int end = at + length;
        while (rest >= 100) {
            int pair = (int) (rest % 100);
            rest /= 100;
            bytes[--end] = DIGIT_PAIRS[2 * pair + 1];
            bytes[--end] = DIGIT_PAIRS[2 * pair];
        }
        bytes[--end] = DIGIT_PAIRS[2 * (int) rest + 1];
        if (rest >= 10) {
            bytes[--end] = DIGIT_PAIRS[2 * (int) rest];
        }
        out.advance(length);
    }

    /** Writes two digits at a place that is already reserved. */
    static void two(byte[] bytes, int at, int value) {
        bytes[at] = DIGIT_PAIRS[2 * value];
        bytes[at + 1] = DIGIT_PAIRS[2 * value + 1];
    }

    static int digits(long notNegative) {
        int count = 1;
        for (long rest = notNegative; rest >= 10; rest /= 10) {
            count++;
        }
        return count;
    }

    static void decimal(RecordBuffer out, BigDecimal value) {
        if (Math.abs((long) value.scale()) + value.precision() > MOST_DIGITS) {
            throw new IllegalArgumentException("a decimal of more than a million digits");
        }
        out.appendAscii(value.toPlainString());
    }

    static long parseLong(byte[] b, int off, int len) {
        checkInteger(b, off, len);
        boolean negative = b[off] == '-';
        int end = off + len;
        long value = 0;
        int first = negative ? off + 1 : off;
        if (end - first > 19) {
            throw new CanonicalFormatException("an integer of more than 64 bits");
        }
        for (int i = first; i < end; i++) {
            value = value * 10 - (b[i] - '0');
            // Counted downwards, where there is one value more; a wrap shows as a positive value.
            if (value > 0) {
                throw new CanonicalFormatException("an integer of more than 64 bits");
            }
        }
        if (!negative && value == Long.MIN_VALUE) {
            throw new CanonicalFormatException("an integer of more than 64 bits");
        }
        return negative ? value : -value;
    }

    static BigInteger parseInteger(byte[] b, int off, int len) {
        checkInteger(b, off, len);
        return new BigInteger(new String(b, off, len, StandardCharsets.ISO_8859_1));
    }

    static BigDecimal parseDecimal(byte[] b, int off, int len) {
        checkFinite(b, off, len);
        return new BigDecimal(new String(b, off, len, StandardCharsets.ISO_8859_1));
    }

    static void checkInteger(byte[] b, int off, int len) {
        if (wholeDigits(b, off, len) != off + len) {
            throw new CanonicalFormatException("not the digits of an integer");
        }
        if (len == 2 && b[off] == '-' && b[off + 1] == '0') {
            throw new CanonicalFormatException("a zero with a sign");
        }
    }

    static void checkDecimal(byte[] b, int off, int len) {
        if (!Ascii.is(b, off, len, "NaN") && !Ascii.is(b, off, len, "INF") && !Ascii.is(b, off, len, "-INF")) {
            checkFinite(b, off, len);
        }
    }

    private static void checkFinite(byte[] b, int off, int len) {
        int at = wholeDigits(b, off, len);
        int end = off + len;
        if (at < end) {
            if (b[at] != '.' || at + 1 == end) {
                throw new CanonicalFormatException("not the digits of a decimal");
            }
            while (++at < end) {
                if (!Ascii.digit(b[at])) {
                    throw new CanonicalFormatException("not the digits of a decimal");
                }
            }
        }
        if (b[off] == '-' && !anyNonZero(b, off + 1, end)) {
            throw new CanonicalFormatException("a zero with a sign");
        }
    }

    /** Where the sign and whole digits end. */
    private static int wholeDigits(byte[] b, int off, int len) {
        if (len > MOST_DIGITS) {
            throw new CanonicalFormatException("a number of more than a million digits");
        }
        int end = off + len;
        int first = len > 0 && b[off] == '-' ? off + 1 : off;
        int at = first;
        while (at < end && Ascii.digit(b[at])) {
            at++;
        }
        if (at == first || (b[first] == '0' && at > first + 1)) {
            throw new CanonicalFormatException("not the digits of a number, or a needless leading zero");
        }
        return at;
    }

    private static boolean anyNonZero(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] >= '1') {
                return true;
            }
        }
        return false;
    }
}
