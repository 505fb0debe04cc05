package com.example.passkeys;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a browser sends when a passkey was made. Bytes are Base64 in JSON.
 *
 * @param aliases other names of the user; none if it is left out
 * @param nickname what the person calls it; null if nothing
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record NewCredential(
        String userId,
        byte[] credentialId,
        byte[] publicKey,
        String rpId,
        String origin,
        List<String> aliases,
        String nickname) {
    NewCredential {
        requireNonNull(userId, "userId");
        requireNonNull(credentialId, "credentialId");
        requireNonNull(publicKey, "publicKey");
        requireNonNull(rpId, "rpId");
        requireNonNull(origin, "origin");
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
    }
}
