package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API as its document describes it, against which answers are held. */
final class Described {
    private static final String PLACE = "https://decant.invalid/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    /** Templates by the pattern of their paths; those with fewer variables come first. */
    private final Map<String, Pattern> templates = new TreeMap<>(Comparator.comparing(
                    (String template) -> template.chars().filter(c -> c == '{').count())
            .thenComparing(Comparator.naturalOrder()));

    private final Set<String> seen = new TreeSet<>();

    private Described(JsonNode document) {
        this.document = document;
        strict(document.get("components").get("schemas"));
        this.registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(PLACE, document.toString())));
        document.get("paths").propertyNames().forEach(template -> {
            String pattern = template.replace("{path}", "\u0001").replaceAll("\\{[a-z]+}", "[^/]+");
            templates.put(template, Pattern.compile(pattern.replace("\u0001", ".+")));
        });
    }

    static String text() {
        try (InputStream in = ApiDocument.class.getResourceAsStream(ApiDocument.FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Described read() {
        return new Described(JsonMapper.shared().readTree(text()));
    }

    /** Clients are told that members may come; the document has to know all of them nevertheless. */
    private static void strict(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Described::strict);
    }

    /** {@code GET /backup/jobs} and so on. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().propertyNames().stream()
                        .filter(METHODS::contains)
                        .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** Each operation's statuses that stand for success. */
    Set<String> successes() {
        Set<String> all = new TreeSet<>();
        for (String operation : operations()) {
            operation(operation).get("responses").propertyNames().stream()
                    .filter(status -> status.compareTo("400") < 0)
                    .forEach(status -> all.add(operation + " " + status));
        }
        return all;
    }

    /** What was checked so far: operations with their statuses. */
    Set<String> seen() {
        return seen;
    }

    private JsonNode operation(String name) {
        int space = name.indexOf(' ');
        return document.get("paths")
                .get(name.substring(space + 1))
                .get(name.substring(0, space).toLowerCase(Locale.ROOT));
    }

    /** Fails if the answer is not one that the document has for the call. */
    void check(String method, String pathAndQuery, HttpResponse<byte[]> answer) {
        String path = pathAndQuery.replaceAll("\\?.*", "");
        String template = templates.entrySet().stream()
                .filter(t -> t.getValue().matcher(path).matches())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the document has no path " + path));
        String operation = method + " " + template;
        String what = operation + " " + answer.statusCode();
        JsonNode response = resolved(operation(operation).get("responses").path(Integer.toString(answer.statusCode())));
        assertThat(response.isObject()).as("the document has no " + what).isTrue();
        response.path("headers")
                .properties()
                .forEach(header -> header(what, header.getKey(), header.getValue(), answer));
        body(what, response.path("content"), answer);
        seen.add(what);
    }

    private void header(String what, String name, JsonNode written, HttpResponse<byte[]> answer) {
        JsonNode header = resolved(written);
        Optional<String> value = answer.headers().firstValue(name);
        if (header.path("required").asBoolean(false)) {
            assertThat(value).as(what + ", header " + name).isPresent();
        }
        String pattern = header.path("schema").path("pattern").asString(".*");
        assertThat(value.orElse("")).as(what + ", header " + name).containsPattern(value.isPresent() ? pattern : "");
    }

    private void body(String what, JsonNode content, HttpResponse<byte[]> answer) {
        if (content.isEmpty()) {
            assertThat(answer.body()).as(what + " has no body").isEmpty();
            return;
        }
        String type = answer.headers()
                .firstValue("Content-Type")
                .orElse("")
                .replaceAll(";.*", "")
                .strip();
        assertThat(content.propertyNames()).as(what).contains(type);
        if (type.endsWith("json") && content.get(type).has("schema")) {
            String pointer = content.get(type).get("schema").get("$ref").stringValue();
            assertThat(schemas.computeIfAbsent(pointer, p -> registry.getSchema(SchemaLocation.of(PLACE + p)))
                            .validate(new String(answer.body(), StandardCharsets.UTF_8), InputFormat.JSON))
                    .as(what)
                    .isEmpty();
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").stringValue().substring(1)) : node;
    }
}
