package com.example.passkeys;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Passkeys of an application's users. */
@RestController
class PasskeyController {
    private final Passkeys passkeys;

    PasskeyController(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    /** One of the two says who. */
    record Begin(String userId, String alias) {
        Begin {
            if ((userId == null) == (alias == null)) {
                throw new IllegalArgumentException("give userId or alias");
            }
        }
    }

    record Begun(String session, List<CredentialView> credentials) {}

    /** What the authenticator answers. A real service would have a signature in here, and check it. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Complete(String session, byte[] credentialId, long signatureCounter) {
        Complete {
            requireNonNull(session, "session");
            requireNonNull(credentialId, "credentialId");
        }
    }

    record Completed(String userId, String token) {}

    @PostMapping("/credentials")
    @ResponseStatus(HttpStatus.CREATED)
    CredentialView register(@RequestAttribute SignedIn signedIn, @RequestBody NewCredential made) {
        signedIn.require(SignedIn.REGISTER);
        return passkeys.register(signedIn, made);
    }

    @GetMapping("/users/{userId}/credentials")
    List<CredentialView> list(@RequestAttribute SignedIn signedIn, @PathVariable String userId) {
        signedIn.require(SignedIn.SIGN_IN);
        return passkeys.list(signedIn, userId);
    }

    @PostMapping("/signin/begin")
    Begun begin(@RequestAttribute SignedIn signedIn, @RequestBody Begin begin) {
        signedIn.require(SignedIn.SIGN_IN);
        return passkeys.begin(signedIn, begin);
    }

    @PostMapping("/signin/complete")
    Completed complete(@RequestAttribute SignedIn signedIn, @RequestBody Complete complete) {
        signedIn.require(SignedIn.SIGN_IN);
        return passkeys.complete(signedIn, complete);
    }
}
