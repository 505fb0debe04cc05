package io.decant.spring;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Says whose request it is: the one bean that an application brings. Its own security has let the request in already.
 * Called once a request, from its thread.
 */
@FunctionalInterface
public interface TenantResolver {
    /** @return null if nobody is known, which answers 401 */
    @Nullable Caller resolve(HttpServletRequest request);
}
