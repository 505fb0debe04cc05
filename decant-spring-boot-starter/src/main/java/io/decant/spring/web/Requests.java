package io.decant.spring.web;

import io.decant.spring.Caller;
import io.decant.spring.Scope;
import io.decant.spring.TenantResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What all calls have in common: who asks, and for which job of theirs. */
final class Requests {
    private final TenantResolver resolver;

    Requests(TenantResolver resolver) {
        this.resolver = resolver;
    }

    /** @throws Problem 401 if nobody is known, 403 if the scope is missing */
    Caller caller(HttpServletRequest request, Scope scope) {
        Caller caller = resolver.resolve(request);
        if (caller == null) {
            throw Problem.unauthorized();
        }
        if (!caller.may(scope)) {
            throw Problem.forbidden(scope.text());
        }
        return caller;
    }

    /** @throws Problem 404, the same for an id that nobody has, another tenant's, and what is none */
    static <T> T one(String id, Function<UUID, Optional<T>> find) {
        if (id.length() != 36) {
            throw Problem.notFound();
        }
        UUID uuid;
        try {
            uuid = UUID.fromString(id);
        } catch (IllegalArgumentException none) {
            throw Problem.notFound();
        }
        return find.apply(uuid).orElseThrow(Problem::notFound);
    }
}
