package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.spring.Scope;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** {@code /openapi.json} says what the service does, no more and no less. */
class ApiDocumentTest {
    @TempDir
    private static Path folder;

    private static Served served;

    private final Described api = Described.read();

    @BeforeAll
    static void start() throws Exception {
        served = Served.start(folder);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void anotherReaderFindsNothingWrongWithIt() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult read = new OpenAPIV3Parser().readContents(Described.text(), List.of(), options);
        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getOpenapi()).startsWith("3.1.");
        assertThat(read.getOpenAPI().getPaths()).hasSizeGreaterThan(10);
        assertThat(Path.of("pom.xml"))
                .content()
                .as("the version of the document is the project's")
                .contains("<version>" + read.getOpenAPI().getInfo().getVersion() + "</version>");
    }

    @Test
    void itHasEveryRouteOfTheApiAndNoOther() {
        Set<String> routes = new TreeSet<>();
        served.beans(RequestMappingHandlerMapping.class)
                .forEach(mapping -> mapping.getHandlerMethods().forEach((route, handler) -> {
                    String type = handler.getBeanType().getName();
                    if (type.startsWith("io.decant.spring.") || type.equals(ApiDocument.class.getName())) {
                        route.getPatternValues()
                                .forEach(pattern -> route.getMethodsCondition()
                                        .getMethods()
                                        .forEach(method ->
                                                routes.add(method + " " + pattern.replace("{*path}", "{path}"))));
                    }
                }));
        routes.add("GET /actuator/health");
        routes.add("GET /actuator/prometheus");
        assertThat(api.operations()).isEqualTo(routes);
    }

    @Test
    void everyAnswerIsAsItSays() throws Exception {
        String key = served.key("acme");
        String[] owner = {"ApiSecret", key};
        String backup = of(202, ask("POST", "/backup/schedule", owner));
        ask("DELETE", backup, owner);
        backup = of(202, ask("POST", "/backup/schedule", owner));
        ask("POST", "/backup/schedule", owner);
        ask("GET", backup, owner);
        served.ended(key, backup);
        ask("GET", backup, owner);
        ask("GET", backup + "/events", owner);
        ask("GET", "/backup/jobs", owner);
        ask("GET", "/backup/jobs?limit=1", owner);
        ask("GET", "/backup/jobs?limit=0", owner);
        HttpResponse<byte[]> manifest = ask("GET", backup + "/manifest", owner);
        byte[] bytes = manifest.body();
        for (String file : List.of("/manifest", "/files/README.txt")) {
            ask("GET", backup + file, owner);
            ask("GET", backup + file, "ApiSecret", key, "Range", "bytes=3-9");
            ask("GET", backup + file, "ApiSecret", key, "Range", "bytes=99999999-");
            String tag = served.call("GET", backup + file, owner)
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            ask("GET", backup + file, "ApiSecret", key, "If-None-Match", tag);
        }
        ask("GET", backup + "/files/data/none.csv", owner);
        ask("GET", backup + "/archive.zip", owner);
        HttpResponse<byte[]> opened = send("POST", "/restore", bytes, owner);
        String restore = of(201, opened);
        send("POST", "/restore", "{}".getBytes(StandardCharsets.UTF_8), owner);
        send("POST", "/restore", new byte[32 * 1024 * 1024 + 1], owner);
        ask("POST", restore + "/start", owner);
        send("PUT", restore + "/files/README.txt", new byte[3], owner);
        send("PUT", restore + "/files/none.txt", new byte[3], owner);
        for (JsonNode file : Served.json(opened).get("files")) {
            String path = "/files/" + file.get("path").stringValue();
            byte[] content = served.call("GET", backup + path, owner).body();
            send("PUT", restore + path, content, owner);
        }
        ask("GET", restore, owner);
        send("POST", restore + "/start", "{\"other\": 1}".getBytes(StandardCharsets.UTF_8), owner);
        send("POST", restore + "/start", new byte[65 * 1024], owner);
        send("POST", restore + "/start", "{\"as\": [\"globex\"]}".getBytes(StandardCharsets.UTF_8), owner);
        send(
                "POST",
                restore + "/start",
                "{\"dryRun\": true, \"onConflict\": \"skip\"}".getBytes(StandardCharsets.UTF_8),
                owner);
        served.ended(key, restore);
        ask("GET", restore, owner);
        send("PUT", restore + "/files/README.txt", new byte[3], owner);
        ask("GET", "/restore/jobs", owner);
        ask("DELETE", restore, owner);
        ask("DELETE", backup, owner);
        ask("GET", backup + "/manifest", owner);
        ask("GET", backup + "/archive.zip", owner);
        strangers(backup, restore);
        for (String open : List.of("/openapi.json", "/actuator/health", "/actuator/prometheus")) {
            ask("GET", open);
        }
        assertThat(api.seen()).containsAll(api.successes());
    }

    /** Keys that may not, and none at all. */
    private void strangers(String backup, String restore) throws Exception {
        List<String[]> keys = new ArrayList<>();
        keys.add(new String[0]);
        keys.add(new String[] {"ManagementKey", Served.MANAGER});
        keys.add(new String[] {"ApiSecret", served.key("acme", EnumSet.of(Scope.READ))});
        keys.add(new String[] {"ApiSecret", served.key("acme", EnumSet.of(Scope.EXPORT))});
        keys.add(new String[] {"ApiSecret", served.key("globex")});
        for (String[] key : keys) {
            for (String operation : api.operations()) {
                String path = operation
                        .substring(operation.indexOf(' ') + 1)
                        .replace("{path}", "README.txt")
                        .replace("/backup/jobs/{id}", backup)
                        .replace("/restore/{id}", restore);
                String method = operation.substring(0, operation.indexOf(' '));
                send(method, path, method.equals("PUT") ? new byte[1] : new byte[0], key);
            }
        }
        ask("GET", "/backup/jobs/" + UUID.randomUUID(), "ApiSecret", served.key("acme"));
    }

    private static String of(int status, HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<byte[]> ask(String method, String path, String... headers) throws Exception {
        return send(method, path, new byte[0], headers);
    }

    private HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) throws Exception {
        HttpResponse<byte[]> answer = served.send(method, path, body, headers);
        api.check(method, path, answer);
        return answer;
    }
}
