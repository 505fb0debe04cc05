package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.server.Matrix.Answer;
import io.decant.server.Matrix.Party;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route, with every kind of key and id: nothing of one tenant is in an answer to another, nor that it is there. */
class RouteMatrixTest {
    /** What the owner is answered, in the order of the calls: those that change something come last. */
    private static final List<Route> ROUTES = List.of(
            new Route("GET /backup/jobs", 200),
            new Route("GET /backup/jobs/{id}", 200),
            new Route("GET /backup/jobs/{id}/events", 200),
            new Route("GET /backup/jobs/{id}/manifest", 200),
            new Route("GET /backup/jobs/{id}/files/{*path}", 200),
            new Route("GET /backup/jobs/{id}/archive.zip", 200),
            new Route("GET /restore/jobs", 200),
            new Route("GET /restore/{id}", 200),
            new Route("PUT /restore/{id}/files/{*path}", 204),
            new Route("POST /restore", 201),
            new Route("POST /restore/{id}/start", 409),
            new Route("POST /backup/schedule", 202),
            new Route("DELETE /restore/{id}", 202),
            new Route("DELETE /backup/jobs/{id}", 202));

    @TempDir
    private static Path folder;

    private static Matrix matrix;

    private record Route(String name, int owners) {
        String method() {
            return name.substring(0, name.indexOf(' '));
        }

        boolean ofOne() {
            return name.contains("{id}");
        }

        String path(String id, String file) {
            return name.substring(name.indexOf(' ') + 1).replace("{id}", id).replace("{*path}", file);
        }

        /** A list is asked to go on after the id. */
        String request(String id, String file) {
            return path(id, file) + (name.endsWith("/jobs") ? "?limit=1&after=" + id : "");
        }

        String own(Party party) {
            return name.contains("/backup") ? party.backup() : party.restore();
        }

        byte[] body(Party party) {
            return switch (name) {
                case "POST /restore" -> party.manifest();
                case "PUT /restore/{id}/files/{*path}" -> party.content();
                default -> new byte[0];
            };
        }
    }

    @BeforeAll
    static void start() throws Exception {
        matrix = Matrix.start(folder);
    }

    @AfterAll
    static void stop() {
        matrix.close();
    }

    @Test
    void everyRouteIsInTheMatrix() {
        Set<String> running = new TreeSet<>();
        matrix.served()
                .beans(RequestMappingHandlerMapping.class)
                .forEach(mapping -> mapping.getHandlerMethods().forEach((route, handler) -> {
                    if (handler.getBeanType().getName().startsWith("io.decant.spring.")) {
                        add(route, running);
                    }
                }));
        assertThat(running)
                .as("add what is new to ROUTES")
                .containsExactlyInAnyOrderElementsOf(
                        ROUTES.stream().map(Route::name).toList());
    }

    private static void add(RequestMappingInfo route, Set<String> routes) {
        route.getPatternValues()
                .forEach(pattern ->
                        route.getMethodsCondition().getMethods().forEach(method -> routes.add(method + " " + pattern)));
    }

    @Test
    void nothingOfATenantIsToldToAnother() throws Exception {
        Map<Party, List<String>> before = states();
        for (Route route : ROUTES) {
            for (Party party : matrix.parties()) {
                for (Map.Entry<String, String[]> key : matrix.keys(party).entrySet()) {
                    othersAreLikeNobodys(route, party, key.getKey(), key.getValue());
                }
            }
        }
        // What strangers asked for has changed nothing.
        assertThat(states()).isEqualTo(before);
        for (Route route : ROUTES) {
            for (Party party : matrix.parties()) {
                for (Map.Entry<String, String[]> key : matrix.keys(party).entrySet()) {
                    ownersGetTheirs(route, party, key.getKey(), key.getValue());
                }
            }
        }
        matrix.assertNothingIsTold();
    }

    private static void othersAreLikeNobodys(Route route, Party party, String key, String[] headers) throws Exception {
        if (!route.ofOne() && !route.name().endsWith("/jobs")) {
            return;
        }
        Party other = matrix.other(party);
        Map<String, String> ids = new TreeMap<>(Map.of(
                "another tenant's",
                route.own(other),
                "another tenant's of the other kind",
                route.own(other).equals(other.backup()) ? other.restore() : other.backup(),
                "nobody's",
                UUID.randomUUID().toString(),
                "no uuid",
                "nothing-of-the-kind"));
        Map<String, Answer> answers = new TreeMap<>();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            answers.put(
                    id.getKey(),
                    matrix.ask(
                            party,
                            route.method(),
                            route.request(id.getValue(), other.file()),
                            id.getValue(),
                            route.body(party),
                            headers));
        }
        String what = route.name() + " by " + key;
        Answer nobodys = answers.get("nobody's");
        assertThat(nobodys.status()).as(what).isIn(expected(route, key));
        answers.forEach((id, answer) -> {
            if (nobodys.status() != 401 || answer.status() != 429) {
                assertThat(answer.text()).as(what + ", " + id).isEqualTo(nobodys.text());
            }
        });
    }

    /** A key that is none is answered 429 when it has come too often. */
    private static List<Integer> expected(Route route, String key) {
        return switch (key) {
            case "none" -> List.of(401);
            case "revoked" -> List.of(401, 429);
            case "manager for nobody" -> List.of(400);
            case "reader" -> route.method().equals("GET") ? List.of(route.ofOne() ? 404 : 200, 400) : List.of(403);
            default -> route.ofOne() ? List.of(404) : List.of(200, 400);
        };
    }

    private static void ownersGetTheirs(Route route, Party party, String key, String[] headers) throws Exception {
        String id = route.own(party);
        Answer answer = matrix.ask(party, route.method(), route.path(id, party.file()), id, route.body(party), headers);
        String what = route.name() + " by " + key;
        if (key.equals("owner")) {
            assertThat(answer.status()).as(what + ": " + answer.text()).isEqualTo(route.owners());
        } else if (key.equals("reader")) {
            assertThat(answer.status()).as(what).isEqualTo(route.method().equals("GET") ? 200 : 403);
        } else if (!key.equals("manager")) {
            assertThat(answer.status()).as(what).isIn(expected(route, key));
        }
    }

    private static Map<Party, List<String>> states() throws Exception {
        Map<Party, List<String>> states = new HashMap<>();
        for (Party party : matrix.parties()) {
            states.put(party, matrix.state(party));
        }
        return states;
    }
}
