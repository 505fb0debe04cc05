package com.example.passkeys;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** The event log. Takes part in the transaction of what it tells of. */
@Component
class Events {
    private final EntityManager entities;

    Events(EntityManager entities) {
        this.entities = entities;
    }

    void log(ApplicationEvent.Kind kind, SignedIn app, String performedBy, String subject, Instant when) {
        entities.persist(new ApplicationEvent(kind, app, performedBy, subject, when));
    }
}
