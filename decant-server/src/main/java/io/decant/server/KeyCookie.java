package io.decant.server;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/**
 * What a browser keeps while somebody is signed in: the key itself. Nothing is kept here, so any replica serves it, and a
 * revoked key ends it.
 *
 * @param tenant for whom the management key acts; empty for a tenant's key
 */
record KeyCookie(String secret, List<String> tenant) {
    static final String NAME = "decant-key";

    KeyCookie {
        tenant = List.copyOf(tenant);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "key cookie";
    }

    /** @return null if there is none, or it is not of ours */
    static @Nullable KeyCookie of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(NAME)) {
                return parse(cookie.getValue());
            }
        }
        return null;
    }

    private static @Nullable KeyCookie parse(String value) {
        List<String> texts = new ArrayList<>();
        try {
            for (String text : value.split("\\.", -1)) {
                texts.add(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
        return texts.get(0).isEmpty() ? null : new KeyCookie(texts.get(0), texts.subList(1, texts.size()));
    }

    /** Until the browser is closed. No script reads it, and no other site has it sent. */
    ResponseCookie kept(HttpServletRequest request) {
        StringBuilder value = new StringBuilder(encode(secret));
        tenant.forEach(text -> value.append('.').append(encode(text)));
        return cookie(request, value.toString()).build();
    }

    static ResponseCookie ended(HttpServletRequest request) {
        return cookie(request, "").maxAge(0).build();
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(HttpServletRequest request, String value) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(request.isSecure())
                .path("/");
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
