package com.example.passkeys;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What an application may do. */
@Entity
@Table(name = "AppFeatures")
@SuppressWarnings("unused") // Hibernate reads the fields.
class AppFeatures {
    @Id
    private String tenant;

    private boolean eventLoggingIsEnabled = true;
    private int eventLoggingRetentionPeriod = 365;
    private Instant developerLoggingEndsAt;
    private Long maxUsers;
    private boolean allowAttestation;
    private boolean isGenerateSignInTokenEndpointEnabled = true;
    private boolean isMagicLinksEnabled = true;
    private int magicLinkEmailMonthlyQuota = 2000;

    protected AppFeatures() {}

    AppFeatures(String tenant) {
        this.tenant = tenant;
    }
}
