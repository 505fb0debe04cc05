package com.example.passkeys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret as callers have it, {@code app:secret:<32 hex digits>}. It is kept as a salt and a hash only; the name of the
 * application is hashed too, so that a secret is worth nothing under another name.
 *
 * @param tenant the application
 * @param text all of it
 */
record ApiSecret(String tenant, String text) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,64}):secret:[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    static ApiSecret random(String tenant) {
        return new ApiSecret(tenant, tenant + ":secret:" + HexFormat.of().formatHex(randomBytes()));
    }

    static Optional<ApiSecret> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new ApiSecret(matcher.group(1), text)) : Optional.empty();
    }

    /** The last four digits, by which people tell secrets apart. */
    String id() {
        return text.substring(text.length() - 4);
    }

    /** What is kept of it: {@code base64(salt):base64(hash)}. */
    String hashed() {
        byte[] salt = randomBytes();
        Base64.Encoder base64 = Base64.getEncoder();
        return base64.encodeToString(salt) + ":" + base64.encodeToString(hash(salt));
    }

    boolean matches(String hashed) {
        int colon = hashed.indexOf(':');
        byte[] salt = Base64.getDecoder().decode(hashed.substring(0, colon));
        byte[] hash = Base64.getDecoder().decode(hashed.substring(colon + 1));
        return MessageDigest.isEqual(hash, hash(salt));
    }

    /** A fast hash will do: nobody guesses 128 random bits. */
    private byte[] hash(byte[] salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return tenant + ":secret:…" + id();
    }
}
