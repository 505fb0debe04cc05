package com.example.passkeys;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * The application whose secret came with a request.
 *
 * @param tenant its name
 * @param keyId the last four digits of the secret
 * @param scopes what that secret may do
 */
record SignedIn(String tenant, String keyId, Set<String> scopes) {
    static final String ATTRIBUTE = "signedIn";

    static final String REGISTER = "register";
    static final String SIGN_IN = "signin";
    static final String BACKUP = "backup";
    static final String RESTORE = "restore";

    SignedIn {
        scopes = Set.copyOf(scopes);
    }

    /** Null if the request came without a secret that is valid. */
    static SignedIn of(HttpServletRequest request) {
        return (SignedIn) request.getAttribute(ATTRIBUTE);
    }

    boolean may(String scope) {
        return scopes.contains(scope);
    }

    void require(String scope) {
        if (!may(scope)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "this secret lacks the scope " + scope);
        }
    }
}
