package com.example.passkeys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** A passkey of a user. */
@Entity
@Table(name = "Credentials")
@IdClass(Credential.Key.class)
@SuppressWarnings("unused") // Hibernate reads the fields.
class Credential {
    @SuppressWarnings("ArrayRecordComponent") // Compared by what is in it.
    record Key(String tenant, byte[] descriptorId) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && tenant.equals(key.tenant)
                    && Arrays.equals(descriptorId, key.descriptorId);
        }

        @Override
        public int hashCode() {
            return 31 * tenant.hashCode() + Arrays.hashCode(descriptorId);
        }
    }

    @Id
    private String tenant;

    @Id
    private byte[] descriptorId;

    private String descriptorType;

    /** A JSON array. */
    private String descriptorTransports;

    /** COSE. */
    private byte[] publicKey;

    /** The user's id in UTF-8. */
    private byte[] userHandle;

    private String userId;

    /** As the authenticator counts, 32 bits without a sign. */
    private long signatureCounter;

    private String attestationFmt;
    private Instant createdAt;
    private Instant lastUsedAt;
    private UUID aaGuid;

    @Column(name = "RPID")
    private String rpId;

    private String origin;
    private String country;
    private String device;
    private String nickname;
    private Boolean backupState;
    private Boolean isBackupEligible;
    private Boolean isDiscoverable;

    protected Credential() {}

    Credential(String tenant, NewCredential made, Instant createdAt) {
        this.tenant = tenant;
        this.descriptorId = made.credentialId();
        this.descriptorType = "public-key";
        this.descriptorTransports = "[\"internal\"]";
        this.publicKey = made.publicKey();
        this.userHandle = made.userId().getBytes(StandardCharsets.UTF_8);
        this.userId = made.userId();
        this.attestationFmt = "none";
        this.createdAt = createdAt;
        this.lastUsedAt = createdAt;
        this.aaGuid = new UUID(0, 0);
        this.rpId = made.rpId();
        this.origin = made.origin();
        this.nickname = made.nickname();
        this.isDiscoverable = true;
    }

    /** @return false if the counter did not rise: the authenticator may have been copied */
    boolean used(long counter, Instant when) {
        if (counter <= signatureCounter) {
            return false;
        }
        signatureCounter = counter;
        lastUsedAt = when;
        return true;
    }

    String userId() {
        return userId;
    }

    CredentialView view() {
        return new CredentialView(descriptorId, publicKey, userId, signatureCounter, nickname, createdAt, lastUsedAt);
    }
}
