package com.example.passkeys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An application of a customer: the tenant. */
@Entity
@Table(name = "AccountInfo")
@SuppressWarnings("unused") // Hibernate reads the fields.
class Account {
    /** The column's spelling is what it is. */
    @Id
    private String acountName;

    private String tenant;

    /** A JSON array. */
    @Column(nullable = false)
    private String adminEmailsSerialized;

    private Instant createdAt;
    private Instant deleteAt;

    protected Account() {}

    Account(String name, Instant createdAt) {
        this.acountName = name;
        this.tenant = name;
        this.adminEmailsSerialized = "[]";
        this.createdAt = createdAt;
    }
}
