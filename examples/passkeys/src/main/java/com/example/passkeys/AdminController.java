package com.example.passkeys;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Applications, as the management makes them. */
@RestController
@RequestMapping("/admin/apps")
class AdminController {
    private static final Set<String> SCOPES =
            Set.of(SignedIn.REGISTER, SignedIn.SIGN_IN, SignedIn.BACKUP, SignedIn.RESTORE);

    private final EntityManager entities;
    private final Accounts accounts;
    private final Tokens tokens;

    AdminController(EntityManager entities, Accounts accounts, Tokens tokens) {
        this.entities = entities;
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /** The secret is shown here, and never again. */
    record Created(String apiSecret) {}

    /**
     * Makes an application with what it is born with. No row of another table: a backup can be restored into it only as long
     * as it has no data of its own.
     */
    @PostMapping("/{name}")
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    public Created create(
            @RequestAttribute(name = ApiSecretFilter.MANAGES, required = false) Boolean manages,
            @PathVariable String name,
            @RequestParam(defaultValue = "register,signin,backup") Set<String> scopes) {
        if (manages == null) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "this takes the management key");
        }
        if (!name.matches("[a-z0-9-]{1,64}") || !SCOPES.containsAll(scopes)) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST,
                    "a name is of lower-case letters, digits and hyphens; scopes are of " + new TreeSet<>(SCOPES));
        }
        if (accounts.existsById(name)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "there is an application of this name");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        ApiSecret secret = ApiSecret.random(name);
        entities.persist(new Account(name, now));
        entities.persist(new AppFeatures(name));
        entities.persist(new ApiKey(secret, new TreeSet<>(scopes), now));
        tokens.newKey(name, now);
        return new Created(secret.text());
    }
}
