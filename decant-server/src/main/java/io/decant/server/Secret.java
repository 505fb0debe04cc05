package io.decant.server;

import io.decant.archive.Hashes;
import io.decant.plan.TenantKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The text of a key: {@code acme:secret:…} with 192 random bits. It is shown once, and never kept. */
final class Secret {
    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secret() {}

    static String next(TenantKey tenant) {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return String.join("/", tenant.values()) + ":secret:"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** 64 hex digits. */
    static String hash(String secret) {
        return Hashes.sha256(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** In a time that does not tell how much of it was right. */
    static boolean matches(String hash, String secret) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), hash(secret).getBytes(StandardCharsets.US_ASCII));
    }
}
