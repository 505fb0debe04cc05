package io.decant.record;

/** Looks at ASCII inside byte arrays. */
final class Ascii {
    private Ascii() {}

    static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean is(byte[] b, int off, int len, String expected) {
        if (len != expected.length()) {
            return false;
        }
        for (int i = 0; i < len; i++) {
            if (b[off + i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The number that exactly {@code len} digits make, at most 18 of them. */
    static long number(byte[] b, int off, int len) {
        long value = 0;
        for (int i = off; i < off + len; i++) {
            if (!digit(b[i])) {
                throw new CanonicalFormatException("a character other than a digit where one must be");
            }
            value = value * 10 + (b[i] - '0');
        }
        return value;
    }
}
