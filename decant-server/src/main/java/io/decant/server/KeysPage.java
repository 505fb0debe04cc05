package io.decant.server;

import io.decant.spring.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A tenant's keys, for whoever has the management key. */
@Controller
final class KeysPage {
    private final Visitors visitors;
    private final Keys keys;

    KeysPage(Visitors visitors, Keys keys) {
        this.visitors = visitors;
        this.keys = keys;
    }

    record Row(
            UUID id,
            String name,
            String scopes,
            String createdAt,
            @Nullable String revokedAt) {}

    @GetMapping("/console/keys")
    String page(HttpServletRequest request, Model model) {
        show(visitors.manager(request, model), model);
        return "keys";
    }

    /** The one page that shows the secret. */
    @PostMapping("/console/keys")
    String create(
            HttpServletRequest request,
            Model model,
            @RequestParam(name = "name", defaultValue = "") String name,
            @RequestParam(name = "scope", required = false) @Nullable List<String> scopes) {
        Visitor visitor = visitors.manager(request, model);
        Set<Scope> wanted = scopes(scopes == null ? List.of() : scopes);
        Keys.Created created = keys.create(
                visitor.caller().tenant(),
                wanted,
                name.strip(),
                visitor.caller().name());
        model.addAttribute("secret", created.secret());
        show(visitor, model);
        return "keys";
    }

    @PostMapping("/console/keys/{id}/revoke")
    ModelAndView revoke(HttpServletRequest request, Model model, @PathVariable("id") String id) {
        Visitor visitor = visitors.manager(request, model);
        Keys.Key key = Visitors.one(
                id,
                uuid -> keys.find(uuid)
                        .filter(k -> k.tenant().equals(visitor.caller().tenant())));
        keys.revoke(key.id(), visitor.caller().name());
        return SignInPage.see("/console/keys");
    }

    private static Set<Scope> scopes(List<String> names) {
        EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Scope scope : Scope.values()) {
            if (names.contains(scope.text())) {
                scopes.add(scope);
            }
        }
        if (scopes.isEmpty() || scopes.size() < Set.copyOf(names).size()) {
            throw new IllegalArgumentException("a key has one scope at least, of export, read and restore");
        }
        return scopes;
    }

    private void show(Visitor visitor, Model model) {
        List<Row> rows = keys.list(visitor.caller().tenant()).stream()
                .map(key -> new Row(
                        key.id(),
                        key.name().isEmpty() ? "without a name" : key.name(),
                        key.scopes().stream()
                                .sorted()
                                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")),
                        key.createdAt().toString(),
                        key.revokedAt() == null ? null : key.revokedAt().toString()))
                .toList();
        model.addAttribute(
                "keys", rows.stream().filter(row -> row.revokedAt() == null).toList());
        model.addAttribute(
                "revoked", rows.stream().filter(row -> row.revokedAt() != null).toList());
    }
}
