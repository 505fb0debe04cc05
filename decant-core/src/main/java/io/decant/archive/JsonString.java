package io.decant.archive;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** JSON strings as ECMAScript's well-formed JSON.stringify prints them: a lone surrogate stays escaped. */
final class JsonString {
    private static final String SHORT_ESCAPES = "btn\0fr";

    private JsonString() {}

    static void append(RecordBuffer into, String text) {
        into.append((byte) '"');
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                CanonicalText.text(into, text.substring(run, i));
                escape(into, c);
                run = i + 1;
            }
        }
        CanonicalText.text(into, text.substring(run));
        into.append((byte) '"');
    }

    private static void escape(RecordBuffer into, char c) {
        into.append((byte) '\\');
        if (c == '"' || c == '\\') {
            into.append((byte) c);
        } else if (c >= 8 && c <= 13 && c != 11) {
            into.append((byte) SHORT_ESCAPES.charAt(c - 8));
        } else {
            into.append((byte) 'u');
            into.appendAscii(HexFormat.of().toHexDigits(c));
        }
    }

    /** The bytes that members are ordered by; a lone surrogate counts as U+FFFD. */
    static byte[] utf8(String name) {
        return name.replaceAll(
                        "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]", "\ufffd")
                .getBytes(StandardCharsets.UTF_8);
    }
}
