package io.decant.record;

/** UTF-8 as RFC 3629 has it: no surrogates, nothing beyond U+10FFFF, shortest forms only. */
final class Utf8 {
    private static final int CHUNK = 4096;

    private Utf8() {}

    static void append(RecordBuffer out, String text) {
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + CHUNK);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--; // a chunk never parts a pair
            }
            appendChunk(out, text, at, end);
            at = end;
        }
    }

    private static void appendChunk(RecordBuffer out, String text, int from, int to) {
        byte[] bytes = out.reserve(3 * (to - from));
        int start = out.size();
        int at = start;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | c >> 6);
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                bytes[at++] = (byte) (0xE0 | c >> 12);
                bytes[at++] = (byte) (0x80 | (c >> 6 & 0x3F));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else {
                int codePoint = pair(text, i++, to);
                bytes[at++] = (byte) (0xF0 | codePoint >> 18);
                bytes[at++] = (byte) (0x80 | (codePoint >> 12 & 0x3F));
                bytes[at++] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
                bytes[at++] = (byte) (0x80 | (codePoint & 0x3F));
            }
        }
        out.advance(at - start);
    }

    private static int pair(String text, int at, int to) {
        char high = text.charAt(at);
        if (!Character.isHighSurrogate(high) || at + 1 >= to || !Character.isLowSurrogate(text.charAt(at + 1))) {
            throw new IllegalArgumentException("a lone surrogate, which has no UTF-8 form");
        }
        return Character.toCodePoint(high, text.charAt(at + 1));
    }

    static void check(byte[] b, int off, int len) {
        int end = off + len;
        int at = off;
        while (at < end) {
            if (b[at] >= 0) {
                at++;
            } else {
                at += sequence(b, at, end);
            }
        }
    }

    private static int sequence(byte[] b, int at, int end) {
        int lead = b[at] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
            throw malformed();
        }
        int second = b[at + 1] & 0xFF;
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            throw malformed();
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((b[i] & 0xC0) != 0x80) {
                throw malformed();
            }
        }
        return length;
    }

    private static CanonicalFormatException malformed() {
        return new CanonicalFormatException("bytes that are not UTF-8");
    }
}
