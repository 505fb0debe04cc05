package io.decant.server;

import io.decant.plan.TenantKey;
import io.decant.spring.Caller;
import io.decant.spring.Scope;
import io.decant.spring.TenantResolver;
import io.decant.spring.web.Problem;
import io.decant.spring.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Who asks is said by a key: a tenant's in {@code ApiSecret} or {@code Authorization: Bearer}, or the management key, there
 * or in {@code ManagementKey}, which acts for the tenant that {@code Decant-Tenant} names, one header for each column of its
 * key. Where no header holds one, the console's cookie does: it is sent whoever made a page ask, so whatever changes
 * something must come from our own pages. Thread-safe.
 */
final class KeyResolver implements TenantResolver {
    static final String TENANT = "Decant-Tenant";
    private static final String BEARER = "Bearer ";

    private final Keys keys;
    private final ManagementKey management;
    private final FailedKeys failed = new FailedKeys(Clock.systemUTC());

    KeyResolver(Keys keys, ManagementKey management) {
        this.keys = keys;
        this.management = management;
    }

    /**
     * @throws Problem 429 after many wrong keys from one address, 400 if the management key names no tenant, 403 if a cookie
     *     would change something from another's page
     */
    @Override
    public @Nullable Caller resolve(HttpServletRequest request) {
        String secret = secret(request);
        if (secret != null) {
            return caller(secret, Collections.list(request.getHeaders(TENANT)), request);
        }
        KeyCookie cookie = KeyCookie.of(request);
        if (cookie == null) {
            return null;
        }
        SameOrigin.require(request);
        return caller(cookie.secret(), cookie.tenant(), request);
    }

    /**
     * Who has this key.
     *
     * @param tenant for whom the management key acts; of no account for others
     * @return null if nobody has
     * @throws Problem 429 after many wrong keys from one address, 400 if the management key names no tenant
     */
    @Nullable Caller caller(String secret, List<String> tenant, HttpServletRequest request) {
        if (management.is(secret)) {
            return new Caller(actsFor(tenant), "management key", EnumSet.allOf(Scope.class), true);
        }
        Optional<Keys.Key> key = keys.of(secret);
        if (key.isEmpty() && failed.add(request.getRemoteAddr())) {
            throw new Problem(
                            ProblemCode.TOO_MANY_FAILURES,
                            "too many wrong keys came from this address. Wait, and check the key")
                    .header(
                            HttpHeaders.RETRY_AFTER,
                            Long.toString(FailedKeys.window().toSeconds()));
        }
        return key.map(k -> new Caller(k.tenant(), "key " + k.id(), k.scopes(), false))
                .orElse(null);
    }

    private static @Nullable String secret(HttpServletRequest request) {
        String manager = request.getHeader("ManagementKey");
        String tenants = request.getHeader("ApiSecret");
        String bearer = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (manager != null || tenants != null) {
            return manager != null ? manager : tenants;
        }
        return bearer != null && bearer.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? bearer.substring(BEARER.length()).strip()
                : null;
    }

    private static TenantKey actsFor(List<String> tenant) {
        if (tenant.isEmpty() || tenant.stream().anyMatch(String::isEmpty)) {
            throw new Problem(
                    ProblemCode.TENANT_MISSING,
                    "the management key acts for a tenant: name it in the header " + TENANT);
        }
        return new TenantKey(tenant);
    }
}
