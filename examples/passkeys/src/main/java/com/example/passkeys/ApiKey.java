package com.example.passkeys;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** What is kept of a secret. */
@Entity
@Table(name = "ApiKeys")
@IdClass(ApiKey.Key.class)
@SuppressWarnings("unused") // Hibernate reads the fields.
class ApiKey {
    record Key(String tenant, String id) {}

    @Id
    private String tenant;

    @Id
    private String id;

    private String apiKey;

    /** Joined by commas. */
    private String scopes;

    private boolean isLocked;
    private Instant lastLockedAt;
    private Instant lastUnlockedAt;
    private Instant createdAt;

    protected ApiKey() {}

    ApiKey(ApiSecret secret, Collection<String> scopes, Instant createdAt) {
        this.tenant = secret.tenant();
        this.id = secret.id();
        this.apiKey = secret.hashed();
        this.scopes = String.join(",", scopes);
        this.createdAt = createdAt;
    }

    boolean opensFor(ApiSecret secret) {
        return !isLocked && secret.tenant().equals(tenant) && secret.matches(apiKey);
    }

    Set<String> scopes() {
        return Arrays.stream(scopes.split(",", -1)).collect(Collectors.toSet());
    }
}
