package com.example.passkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A customer's users at work over HTTP: new ones register, all sign in again and again, one call after the other. */
final class Writer implements Callable<Void> {
    private static final int MOST = 5_000;
    private static final int SIGN_INS_OF_A_USER = 4;
    private static final String AWKWARD = "Ann's \"best\" key,\r\nthe 🔑 one";

    private final Instance instance;
    private final String secret;
    private final String name;
    private final AtomicBoolean stop;
    private final AtomicInteger signIns = new AtomicInteger();
    private final Random random;

    Writer(Instance instance, String secret, String name, AtomicBoolean stop) {
        this.instance = instance;
        this.secret = secret;
        this.name = name;
        this.stop = stop;
        this.random = new Random(name.hashCode());
    }

    int signIns() {
        return signIns.get();
    }

    @Override
    public Void call() throws Exception {
        for (int user = 0; user < MOST && !stop.get(); user++) {
            String userId = name + "-" + user;
            byte[] credentialId = register(instance, secret, userId, random);
            for (int counter = 1; counter <= SIGN_INS_OF_A_USER; counter++) {
                assertThat(signIn(instance, secret, userId, credentialId, counter)
                                .statusCode())
                        .isEqualTo(200);
                signIns.incrementAndGet();
            }
        }
        return null;
    }

    /** @return the new credential's id */
    static byte[] register(Instance instance, String secret, String userId, Random random) throws Exception {
        byte[] credentialId = new byte[16 + random.nextInt(48)];
        random.nextBytes(credentialId);
        byte[] publicKey = new byte[77];
        random.nextBytes(publicKey);
        HttpResponse<byte[]> registered = instance.post(
                secret,
                "/credentials",
                Map.of(
                        "userId",
                        userId,
                        "credentialId",
                        base64(credentialId),
                        "publicKey",
                        base64(publicKey),
                        "rpId",
                        "acme.example",
                        "origin",
                        "https://acme.example",
                        "aliases",
                        List.of(alias(userId)),
                        "nickname",
                        AWKWARD));
        assertThat(registered.statusCode())
                .as("%s", new String(registered.body(), StandardCharsets.UTF_8))
                .isEqualTo(201);
        return credentialId;
    }

    /** Begins by the user's alias, and completes. */
    static HttpResponse<byte[]> signIn(
            Instance instance, String secret, String userId, byte[] credentialId, long counter) throws Exception {
        HttpResponse<byte[]> begun = instance.post(secret, "/signin/begin", Map.of("alias", alias(userId)));
        assertThat(begun.statusCode()).isEqualTo(200);
        String session = Instance.json(begun).get("session").stringValue();
        return instance.post(
                secret,
                "/signin/complete",
                Map.of("session", session, "credentialId", base64(credentialId), "signatureCounter", counter));
    }

    private static String alias(String userId) {
        return userId + "@mail.example";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
