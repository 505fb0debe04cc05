package io.decant.spring;

import io.decant.plan.TenantKey;
import java.util.Set;

/**
 * Who sends a request, and for which tenant.
 *
 * @param tenant whose backups and restores the request is about
 * @param name of the person or key, for the audit log; no secret. At most 200 characters are kept
 * @param scopes what the caller may do
 * @param operator true if this is somebody who may restore into any tenant, and let shared rows be inserted
 */
public record Caller(TenantKey tenant, String name, Set<Scope> scopes, boolean operator) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** One who may schedule and read backups of a tenant. */
    public static Caller of(TenantKey tenant, String name) {
        return new Caller(tenant, name, Set.of(Scope.EXPORT, Scope.READ), false);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
