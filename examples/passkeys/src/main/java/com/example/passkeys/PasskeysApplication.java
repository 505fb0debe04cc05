package com.example.passkeys;

import io.decant.plan.TenantKey;
import io.decant.spring.Caller;
import io.decant.spring.Scope;
import io.decant.spring.TenantResolver;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The service. What is Decant's here is the one bean. */
@SpringBootApplication
public class PasskeysApplication {

    public static void main(String[] args) {
        SpringApplication.run(PasskeysApplication.class, args);
    }

    /** Whose request it is, for {@code /backup} and {@code /restore}: {@link ApiSecretFilter} has found that out. */
    @Bean
    TenantResolver tenantOfRequest() {
        return request -> {
            SignedIn signedIn = SignedIn.of(request);
            if (signedIn == null) {
                return null;
            }
            Set<Scope> scopes = EnumSet.noneOf(Scope.class);
            if (signedIn.may(SignedIn.BACKUP)) {
                scopes.addAll(Set.of(Scope.EXPORT, Scope.READ));
            }
            if (signedIn.may(SignedIn.RESTORE)) {
                scopes.addAll(Set.of(Scope.RESTORE, Scope.READ));
            }
            return new Caller(TenantKey.of(signedIn.tenant()), "secret " + signedIn.keyId(), scopes, false);
        };
    }
}
