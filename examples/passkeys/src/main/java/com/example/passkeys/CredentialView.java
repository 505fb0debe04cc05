package com.example.passkeys;

import java.time.Instant;

/** A passkey as the API shows it. Bytes are Base64 in JSON. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record CredentialView(
        byte[] credentialId,
        byte[] publicKey,
        String userId,
        long signatureCounter,
        String nickname,
        Instant createdAt,
        Instant lastUsedAt) {}
