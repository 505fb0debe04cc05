package io.decant.server;

import io.decant.spring.Caller;
import io.decant.spring.Scope;
import io.decant.spring.web.Problem;
import io.decant.spring.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.ui.Model;

/** Lets in whoever may see a page. */
final class Visitors {
    private final KeyResolver resolver;

    Visitors(KeyResolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Who looks, which the page is told too.
     *
     * @throws Problem 401 if nobody is signed in, 403 if the key has not the scope, as the API has them
     */
    Visitor in(HttpServletRequest request, Scope scope, Model model) {
        Caller caller = resolver.resolve(request);
        if (caller == null) {
            throw new Problem(ProblemCode.UNAUTHORIZED, "Sign in with a valid key");
        }
        Visitor visitor = new Visitor(caller);
        request.setAttribute(Visitor.class.getName(), visitor);
        model.addAttribute("visitor", visitor);
        if (!caller.may(scope)) {
            throw new Problem(
                    ProblemCode.FORBIDDEN, "this key has not the scope " + scope.text() + ". Ask for one that has");
        }
        return visitor;
    }

    /** @throws Problem as {@link #in}; 403 also where it is no manager */
    Visitor manager(HttpServletRequest request, Model model) {
        Visitor visitor = in(request, Scope.READ, model);
        if (!visitor.manager()) {
            throw new Problem(ProblemCode.FORBIDDEN, "only the management key administers keys");
        }
        return visitor;
    }

    /** @throws Problem 404, the same whether nobody has it, or another tenant */
    static <T> T one(String id, Function<UUID, Optional<T>> find) {
        Optional<T> found;
        try {
            found = id.length() == 36 ? find.apply(UUID.fromString(id)) : Optional.empty();
        } catch (IllegalArgumentException none) {
            found = Optional.empty();
        }
        return found.orElseThrow(Problem::notFound);
    }
}
