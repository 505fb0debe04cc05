package io.decant.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 and hex digits, the latter in lower case. */
public final class Hashes {
    private Hashes() {}

    /** A new one, for one thread. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** 64 hex digits. */
    public static String sha256(byte[] bytes) {
        return hex(sha256().digest(bytes));
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static String hex(long value) {
        return HexFormat.of().toHexDigits(value);
    }

    static String crc32(long value) {
        return HexFormat.of().toHexDigits((int) value);
    }
}
