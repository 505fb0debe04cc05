package com.example.passkeys;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets nobody in without a secret, an application's {@code ApiSecret} or the {@code ManagementKey}, to the starter's paths
 * as to our own. What either may do is looked at where it is done, not by path: paths can be spelled in many ways.
 */
@Component
class ApiSecretFilter extends OncePerRequestFilter {
    static final String MANAGES = "manages";

    private final ApiKeys keys;
    private final String managementKey;

    ApiSecretFilter(ApiKeys keys, @Value("${passkeys.management-key}") String managementKey) {
        this.keys = keys;
        this.managementKey = managementKey;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<SignedIn> signedIn =
                Optional.ofNullable(request.getHeader("ApiSecret")).flatMap(this::signedIn);
        if (signedIn.isPresent()) {
            request.setAttribute(SignedIn.ATTRIBUTE, signedIn.get());
        } else if (manages(request.getHeader("ManagementKey"))) {
            request.setAttribute(MANAGES, true);
        } else {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        chain.doFilter(request, response);
    }

    private boolean manages(String header) {
        return header != null
                && !managementKey.isBlank()
                && MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8), managementKey.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<SignedIn> signedIn(String header) {
        return ApiSecret.parse(header)
                .flatMap(secret -> keys.findById(new ApiKey.Key(secret.tenant(), secret.id()))
                        .filter(key -> key.opensFor(secret))
                        .map(key -> new SignedIn(secret.tenant(), secret.id(), key.scopes())));
    }
}
