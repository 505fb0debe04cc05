package io.decant.server;

import io.decant.spring.web.Problem;
import io.decant.spring.web.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Whether a request comes from our own pages. A browser sends the cookie also where another port of this host asks, or a host
 * beside it; the browser itself says which it was, and no page can make it say otherwise.
 */
final class SameOrigin {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private SameOrigin() {}

    /** @throws Problem 403 if the request changes something, and is not from one of our pages */
    static void require(HttpServletRequest request) {
        if (!READING.contains(request.getMethod()) && !ours(request)) {
            throw new Problem(
                    ProblemCode.CROSS_ORIGIN,
                    "signed in by cookie, a change can only be asked for from the console's own pages."
                            + " Other programs send the key in a header");
        }
    }

    private static boolean ours(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        // Browsers say the site only where the connection is safe, the origin always.
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String host = request.getHeader(HttpHeaders.HOST);
        return origin != null && host != null && host.equalsIgnoreCase(authority(origin));
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
