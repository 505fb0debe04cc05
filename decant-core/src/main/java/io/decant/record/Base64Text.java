package io.decant.record;

import java.util.Arrays;

/** Base64 of RFC 4648 §4: one line, padded, unused bits zero. */
final class Base64Text {
    private static final byte[] ALPHABET = new byte[64];
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < 64; i++) {
            int c = i < 26 ? 'A' + i : i < 52 ? 'a' + i - 26 : i < 62 ? '0' + i - 52 : i == 62 ? '+' : '/';
            ALPHABET[i] = (byte) c;
            VALUES[c] = (byte) i;
        }
    }

    private Base64Text() {}

    static void append(RecordBuffer out, byte[] b, int off, int len) {
        int length = Math.multiplyExact(len / 3 + (len % 3 == 0 ? 0 : 1), 4);
        byte[] bytes = out.reserve(length);
        int at = out.size();
        int end = off + len;
        int i = off;
        for (; i + 2 < end; i += 3) {
            int bits = (b[i] & 0xFF) << 16 | (b[i + 1] & 0xFF) << 8 | (b[i + 2] & 0xFF);
            bytes[at++] = ALPHABET[bits >> 18];
            bytes[at++] = ALPHABET[bits >> 12 & 0x3F];
            bytes[at++] = ALPHABET[bits >> 6 & 0x3F];
            bytes[at++] = ALPHABET[bits & 0x3F];
        }
        if (i < end) {
            int bits = (b[i] & 0xFF) << 16 | (i + 1 < end ? (b[i + 1] & 0xFF) << 8 : 0);
            bytes[at++] = ALPHABET[bits >> 18];
            bytes[at++] = ALPHABET[bits >> 12 & 0x3F];
            bytes[at++] = i + 1 < end ? ALPHABET[bits >> 6 & 0x3F] : (byte) '=';
            bytes[at] = '=';
        }
        out.advance(length);
    }

    /** How many bytes the text stands for, after looking at every character of it. */
    static int check(byte[] b, int off, int len) {
        if (len % 4 != 0) {
            throw new CanonicalFormatException("Base64 whose length is not a multiple of 4");
        }
        if (len == 0) {
            return 0;
        }
        int end = off + len;
        int padding = b[end - 1] != '=' ? 0 : b[end - 2] != '=' ? 1 : 2;
        // Negative from the first character on that has no value.
        int all = 0;
        for (int i = off; i < end - padding; i++) {
            all |= VALUES[b[i] & 0xFF];
        }
        if (all < 0) {
            throw new CanonicalFormatException("a character that is not Base64");
        }
        int unused = padding == 0 ? 0 : VALUES[b[end - padding - 1]] & (padding == 1 ? 0x3 : 0xF);
        if (unused != 0) {
            throw new CanonicalFormatException("Base64 whose unused bits are not zero");
        }
        return len / 4 * 3 - padding;
    }

    static byte[] parse(byte[] b, int off, int len) {
        byte[] result = new byte[check(b, off, len)];
        int bits = 0;
        int at = 0;
        for (int i = 0; at < result.length; i++) {
            bits = bits << 6 | VALUES[b[off + i]];
            if (i % 4 != 0) {
                result[at++] = (byte) (bits >> (6 - 2 * (i % 4)));
            }
        }
        return result;
    }
}
