package com.example.passkeys;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A line of the event log. */
@Entity
@Table(name = "ApplicationEvents")
@SuppressWarnings("unused") // Hibernate reads the fields.
class ApplicationEvent {
    /** What happens, by the number and the severity it is logged with: 1 alert, 2 warning, 3 informational. */
    enum Kind {
        REGISTRATION_STARTED(1001, 3, "Passkey registration started"),
        REGISTRATION_FINISHED(1002, 3, "Passkey registration finished"),
        ALIASES_SET(1100, 3, "Aliases set"),
        SIGN_IN_STARTED(1102, 3, "Sign-in started"),
        SIGN_IN_FINISHED(1103, 3, "Sign-in finished"),
        COUNTER_NOT_RISEN(1104, 1, "Signature counter did not rise");

        private final int type;
        private final int severity;
        private final String message;

        Kind(int type, int severity, String message) {
            this.type = type;
            this.severity = severity;
            this.message = message;
        }
    }

    @Id
    private UUID id;

    /** Every other table calls it Tenant. */
    private String tenantId;

    private String apiKeyId;
    private Instant performedAt;
    private int eventType;
    private String message;
    private int severity;
    private String performedBy;
    private String subject;

    protected ApplicationEvent() {}

    /** @param subject what it was about: a credential's id in Base64, or the application */
    ApplicationEvent(Kind kind, SignedIn app, String performedBy, String subject, Instant when) {
        this.id = UUID.randomUUID();
        this.tenantId = app.tenant();
        this.apiKeyId = app.keyId();
        this.performedAt = when;
        this.eventType = kind.type;
        this.message = kind.message + " by " + performedBy;
        this.severity = kind.severity;
        this.performedBy = performedBy;
        this.subject = subject;
    }
}
