package com.example.passkeys;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Another name of a user, such as a mail address; kept as a hash into which the application's name goes. */
@Entity
@Table(name = "Aliases")
@IdClass(Alias.Key.class)
@SuppressWarnings("unused") // Hibernate reads the fields.
class Alias {
    record Key(String tenant, String alias) {
        static Key of(String tenant, String plain) {
            return new Key(tenant, hash(tenant + ":" + plain));
        }
    }

    @Id
    private String tenant;

    @Id
    private String alias;

    private String userId;
    private String plaintext;

    protected Alias() {}

    Alias(String tenant, String plain, String userId) {
        this.tenant = tenant;
        this.alias = Key.of(tenant, plain).alias();
        this.userId = userId;
    }

    String userId() {
        return userId;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
