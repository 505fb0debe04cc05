package com.example.passkeys;

import com.example.passkeys.ApplicationEvent.Kind;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Registers passkeys and signs in with them. Each call is one transaction: a passkey and its events change together. */
@Service
class Passkeys {
    private static final String SESSION = "session";
    private static final String SIGNED_IN = "signed-in";

    private final EntityManager entities;
    private final Credentials credentials;
    private final Aliases aliases;
    private final Tokens tokens;
    private final Events events;

    Passkeys(EntityManager entities, Credentials credentials, Aliases aliases, Tokens tokens, Events events) {
        this.entities = entities;
        this.credentials = credentials;
        this.aliases = aliases;
        this.tokens = tokens;
        this.events = events;
    }

    @Transactional
    public CredentialView register(SignedIn app, NewCredential made) {
        Instant now = now();
        String id = Base64.getEncoder().encodeToString(made.credentialId());
        if (credentials.existsById(new Credential.Key(app.tenant(), made.credentialId()))) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "there is a passkey of this id");
        }
        events.log(Kind.REGISTRATION_STARTED, app, made.userId(), id, now);
        Credential credential = new Credential(app.tenant(), made, now);
        entities.persist(credential);
        if (!made.aliases().isEmpty()) {
            for (String alias : made.aliases()) {
                aliases.save(new Alias(app.tenant(), alias, made.userId()));
            }
            events.log(Kind.ALIASES_SET, app, made.userId(), id, now);
        }
        events.log(Kind.REGISTRATION_FINISHED, app, made.userId(), id, now);
        return credential.view();
    }

    @Transactional(readOnly = true)
    public List<CredentialView> list(SignedIn app, String userId) {
        return credentials.findByTenantAndUserIdOrderByCreatedAt(app.tenant(), userId).stream()
                .map(Credential::view)
                .toList();
    }

    @Transactional
    public PasskeyController.Begun begin(SignedIn app, PasskeyController.Begin begin) {
        Instant now = now();
        String userId = begin.alias() == null
                ? begin.userId()
                : aliases.findById(Alias.Key.of(app.tenant(), begin.alias()))
                        .map(Alias::userId)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such user"));
        events.log(Kind.SIGN_IN_STARTED, app, userId, app.tenant(), now);
        return new PasskeyController.Begun(tokens.sign(app.tenant(), SESSION, userId, now), list(app, userId));
    }

    /** The counter and the event that tells of it change in one transaction. */
    @Transactional(noRollbackFor = ResponseStatusException.class)
    public PasskeyController.Completed complete(SignedIn app, PasskeyController.Complete complete) {
        Instant now = now();
        String userId = tokens.read(app.tenant(), SESSION, complete.session(), now)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED, "the session is not valid"));
        Credential credential = credentials
                .findByTenantAndDescriptorId(app.tenant(), complete.credentialId())
                .filter(c -> c.userId().equals(userId))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED, "no passkey of this user"));
        String id = Base64.getEncoder().encodeToString(complete.credentialId());
        if (!credential.used(complete.signatureCounter(), now)) {
            events.log(Kind.COUNTER_NOT_RISEN, app, userId, id, now);
            throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, "the signature counter did not rise");
        }
        events.log(Kind.SIGN_IN_FINISHED, app, userId, id, now);
        return new PasskeyController.Completed(userId, tokens.sign(app.tenant(), SIGNED_IN, userId, now));
    }

    /** Databases keep six fraction digits. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
