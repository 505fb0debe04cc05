package io.decant.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** UUIDs of RFC 9562 in lower case. */
final class UuidText {
    private static final int LENGTH = 36;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** 0 for a lower-case hexadecimal digit, 1 for a hyphen, −128 for anything else. */
    private static final byte[] HYPHENS = new byte[128];

    static {
        Arrays.fill(HYPHENS, Byte.MIN_VALUE);
        for (int digit = 0; digit < 16; digit++) {
            HYPHENS[Character.forDigit(digit, 16)] = 0;
        }
        HYPHENS['-'] = 1;
    }

    private UuidText() {}

    static void append(RecordBuffer out, long most, long least) {
        byte[] bytes = out.reserve(LENGTH);
        int at = out.size();
        hex(bytes, at, most >>> 32, 8);
        bytes[at + 8] = '-';
        hex(bytes, at + 9, most >>> 16, 4);
        bytes[at + 13] = '-';
        hex(bytes, at + 14, most, 4);
        bytes[at + 18] = '-';
        hex(bytes, at + 19, least >>> 48, 4);
        bytes[at + 23] = '-';
        hex(bytes, at + 24, least, 12);
        out.advance(LENGTH);
    }

    private static void hex(byte[] bytes, int at, long value, int digits) {
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            bytes[at + i] = DIGITS[(int) rest & 0xF];
            rest >>>= 4;
        }
    }

    static UUID parse(byte[] b, int off, int len) {
        if (len != LENGTH) {
            throw new CanonicalFormatException("not a UUID");
        }
        long most = 0;
        long least = 0;
        int digits = 0;
        for (int i = 0; i < LENGTH; i++) {
            byte c = b[off + i];
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    throw new CanonicalFormatException("not a UUID");
                }
            } else if (digits++ < 16) {
                most = most << 4 | digit(c);
            } else {
                least = least << 4 | digit(c);
            }
        }
        return new UUID(most, least);
    }

    /** As {@link #parse}, of which nothing is wanted but that it does not throw. */
    static void check(byte[] b, int off, int len) {
        if (len != LENGTH || b[off + 8] != '-' || b[off + 13] != '-' || b[off + 18] != '-' || b[off + 23] != '-') {
            throw new CanonicalFormatException("not a UUID");
        }
        int hyphens = 0;
        for (int i = off; i < off + LENGTH; i++) {
            hyphens += b[i] < 0 ? Byte.MIN_VALUE : HYPHENS[b[i]];
        }
        if (hyphens != 4) {
            parse(b, off, len);
        }
    }

    private static int digit(byte c) {
        if (Ascii.digit(c)) {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        throw new CanonicalFormatException("a UUID that is not in lower-case hexadecimal digits");
    }
}
