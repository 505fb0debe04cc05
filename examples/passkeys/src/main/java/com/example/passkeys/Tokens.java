package com.example.passkeys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Short-lived signed texts: {@code base64url(purpose|expiry|subject).base64url(signature)}. */
@Component
class Tokens {
    private static final int FIRST_KEY = 1;
    private static final int KEY_BYTES = 32;
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final TokenKeys keys;
    private final SecureRandom random = new SecureRandom();

    Tokens(TokenKeys keys) {
        this.keys = keys;
    }

    void newKey(String tenant, Instant now) {
        byte[] material = new byte[KEY_BYTES];
        random.nextBytes(material);
        keys.save(new TokenKey(tenant, FIRST_KEY, Base64.getEncoder().encodeToString(material), now));
    }

    String sign(String tenant, String purpose, String subject, Instant now) {
        String payload = purpose + "|" + now.plus(LIFE).getEpochSecond() + "|" + subject;
        return encode(payload.getBytes(StandardCharsets.UTF_8)) + "." + encode(signature(tenant, payload));
    }

    /** The subject; empty if it was not signed here for that purpose, or has expired. */
    Optional<String> read(String tenant, String purpose, String token, Instant now) {
        int dot = Math.max(0, token.indexOf('.'));
        String payload;
        try {
            payload = new String(Base64.getUrlDecoder().decode(token.substring(0, dot)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        String expected = "." + encode(signature(tenant, payload));
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), token.substring(dot).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        String[] fields = payload.split("\\|", 3);
        boolean valid = fields[0].equals(purpose) && now.getEpochSecond() < Long.parseLong(fields[1]);
        return valid ? Optional.of(fields[2]) : Optional.empty();
    }

    private byte[] signature(String tenant, String payload) {
        TokenKey key = keys.findById(new TokenKey.Key(tenant, FIRST_KEY)).orElseThrow();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key.material()), "HmacSHA256"));
            return mac.doFinal(payload.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
