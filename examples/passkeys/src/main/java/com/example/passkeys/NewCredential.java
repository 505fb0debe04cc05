package com.example.passkeys;

import static java.util.Objects.requireNonNull;

/**
 * What a browser sends when a passkey was made. Bytes are Base64 in JSON.
 *
 * @param aliases other names of the user; null for none
 * @param nickname what the person calls it; null if nothing
 */
record NewCredential(
        String userId,
        byte[] credentialId,
        byte[] publicKey,
        String rpId,
        String origin,
        String[] aliases,
        String nickname) {
    NewCredential {
        requireNonNull(userId, "userId");
        requireNonNull(credentialId, "credentialId");
        requireNonNull(publicKey, "publicKey");
        requireNonNull(rpId, "rpId");
        requireNonNull(origin, "origin");
    }
}
