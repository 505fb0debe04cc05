package io.decant.dialect.postgresql;

import java.nio.charset.StandardCharsets;

/** Where PostgreSQL's words differ from the canonical ones. */
final class CanonicalTexts {
    private CanonicalTexts() {}

    static String ascii(byte[] b, int off, int len) {
        return new String(b, off, len, StandardCharsets.US_ASCII);
    }

    /** {@code Infinity} for {@code INF}; {@code NaN} is the same word. */
    static String infinityWord(byte[] b, int off, int len) {
        return ascii(b, off, len).replace("INF", "Infinity");
    }
}
