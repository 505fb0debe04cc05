package io.decant.dialect;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What text a column's character set holds, and in how many bytes. Of sets that are not known here nothing is said, since
 * Java's of the same name hold other characters: the server refuses what they lack. Not thread-safe.
 */
final class MySqlCharset {
    /** What a column is taken to have whose native type names none. */
    private static final String PLAIN = "utf8mb4";

    private static final Pattern NAMED = Pattern.compile(" CHARACTER SET ([a-z0-9_]+)$");

    /** Those that hold what Java's do, each compared character by character. */
    static final Map<String, String> SINGLE_BYTES = Map.of(
            "ascii", "US-ASCII",
            "latin1", "windows-1252",
            "latin2", "ISO-8859-2",
            "latin5", "ISO-8859-9",
            "latin7", "ISO-8859-13",
            "cp1250", "windows-1250",
            "cp1251", "windows-1251",
            "cp1257", "windows-1257",
            "cp850", "IBM850",
            "koi8r", "KOI8-R");

    /** Where windows-1252 has nothing, {@code latin1} has the control characters of these numbers. */
    private static final String CONTROLS = "\u0081\u008d\u008f\u0090\u009d";

    private static final Set<String> NO_SUPPLEMENTARY = Set.of("utf8", "utf8mb3", "ucs2");

    private final String name;
    private final @Nullable CharsetEncoder encoder;

    private MySqlCharset(String name) {
        this.name = name;
        @Nullable String known = SINGLE_BYTES.get(name);
        this.encoder = known == null ? null : Charset.forName(known).newEncoder();
    }

    /** @param nativeType as the catalog gives it */
    static MySqlCharset of(String nativeType) {
        Matcher named = NAMED.matcher(nativeType);
        return new MySqlCharset(named.find() ? named.group(1) : PLAIN);
    }

    /** A declared type that names its character set, if that is not the plain one. */
    static String named(String declared, @Nullable String charset) {
        return charset == null || charset.equals(PLAIN) ? declared : declared + " CHARACTER SET " + charset;
    }

    /** Whether every text is in it. */
    boolean holdsAll() {
        return name.equals(PLAIN) || name.equals("utf16") || name.equals("utf16le") || name.equals("utf32");
    }

    /** False only where it is certain that a character is not in it. */
    boolean holds(String text) {
        if (NO_SUPPLEMENTARY.contains(name)) {
            return text.codePointCount(0, text.length()) == text.length();
        }
        return encoder == null || encoder.canEncode(text) || (name.equals("latin1") && hold(encoder, text));
    }

    private static boolean hold(CharsetEncoder encoder, String text) {
        return text.chars().allMatch(c -> CONTROLS.indexOf(c) >= 0 || encoder.canEncode((char) c));
    }

    /** How many bytes a text takes; −1 if that is not known. */
    int bytes(String text) {
        return switch (name) {
            case PLAIN, "utf8", "utf8mb3" -> text.getBytes(StandardCharsets.UTF_8).length;
            case "utf16", "utf16le", "ucs2" -> 2 * text.length();
            case "utf32" -> 4 * text.codePointCount(0, text.length());
            default -> encoder == null ? -1 : text.length();
        };
    }
}
