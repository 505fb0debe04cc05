package io.decant.server;

import io.decant.spring.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Takes a key, and gives it back as a cookie. */
@Controller
final class SignInPage {
    private final KeyResolver resolver;

    SignInPage(KeyResolver resolver) {
        this.resolver = resolver;
    }

    /** The form, with a message above it. */
    static ModelAndView form(HttpStatus status, @Nullable String message) {
        ModelAndView form = new ModelAndView("sign-in", status);
        form.addObject("message", message);
        return form;
    }

    @GetMapping("/console/sign-in")
    ModelAndView form() {
        return form(HttpStatus.OK, null);
    }

    /** @param tenant one line for each column of the key of the tenant for whom the management key is to act */
    @PostMapping("/console/sign-in")
    ModelAndView signIn(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(name = "key", defaultValue = "") String key,
            @RequestParam(name = "tenant", defaultValue = "") String tenant) {
        SameOrigin.require(request);
        String secret = key.strip();
        List<String> actsFor = tenant.strip().isEmpty()
                ? List.of()
                : tenant.strip().lines().map(String::strip).toList();
        if (secret.isEmpty()) {
            return form(HttpStatus.BAD_REQUEST, "Give a key.");
        }
        try {
            if (resolver.caller(secret, actsFor, request) == null) {
                return form(HttpStatus.UNAUTHORIZED, "This is not a valid key.");
            }
        } catch (Problem refused) {
            HttpStatus status =
                    HttpStatus.valueOf(refused.response().getStatusCode().value());
            if (status != HttpStatus.BAD_REQUEST) {
                refused.response().getHeaders().forEach((name, values) -> {
                    if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                        values.forEach(value -> response.addHeader(name, value));
                    }
                });
                return form(status, "Too many wrong keys came from your address. Wait a minute, and check the key.");
            }
            return form(status, "This is the management key. Say below for which tenant you want to act.")
                    .addObject("manager", true);
        }
        KeyCookie cookie = new KeyCookie(secret, actsFor);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.kept(request).toString());
        return see("/");
    }

    @PostMapping("/console/sign-out")
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        SameOrigin.require(request);
        response.addHeader(HttpHeaders.SET_COOKIE, KeyCookie.ended(request).toString());
        return see("/console/sign-in");
    }

    /** After what was done: reloading that page does not do it again. */
    static ModelAndView see(String page) {
        RedirectView view = new RedirectView(page);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        view.setExposeModelAttributes(false);
        return new ModelAndView(view);
    }
}
