package com.example.passkeys;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/** What tokens of an application are signed with, here and nowhere else: it is in no backup. */
@Entity
@Table(name = "TokenKeys")
@IdClass(TokenKey.Key.class)
@SuppressWarnings("unused") // Hibernate reads the fields.
class TokenKey {
    record Key(String tenant, int keyId) {}

    @Id
    private String tenant;

    @Id
    private int keyId;

    private String keyMaterial;
    private Instant createdAt;

    protected TokenKey() {}

    TokenKey(String tenant, int keyId, String keyMaterial, Instant createdAt) {
        this.tenant = tenant;
        this.keyId = keyId;
        this.keyMaterial = keyMaterial;
        this.createdAt = createdAt;
    }

    /** Base64. */
    String material() {
        return keyMaterial;
    }
}
