package io.decant.server;

import io.decant.plan.TenantKey;
import io.decant.spring.Scope;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running service, and how to call it. */
final class Served implements AutoCloseable {
    static final String MANAGER = "the-manager-of-the-tests";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConfigurableApplicationContext context;
    private final String base;
    private final String said;

    private Served(ConfigurableApplicationContext context, String said) {
        this.context = context;
        this.base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        this.said = said;
    }

    /**
     * Starts one on a free port, with the sample unless a setting names a database.
     *
     * @param folder for its data, and its configuration
     * @param more lines of YAML below {@code decant:}, without indentation
     */
    static Served start(Path folder, String... more) throws Exception {
        Files.createDirectories(folder);
        StringBuilder yaml = new StringBuilder("server:\n  port: 0\ndecant:\n");
        yaml.append("  data: ").append(folder.resolve("data")).append('\n');
        yaml.append("  management-key: ").append(MANAGER).append('\n');
        yaml.append("  jobs.poll: 100ms\n");
        for (String line : more) {
            yaml.append("  ").append(line).append('\n');
        }
        Path config = Files.writeString(folder.resolve("decant-server.yaml"), yaml);
        StringWriter said = new StringWriter();
        Settings settings = Settings.read(config);
        return new Served(
                ServeCommand.start(settings, new Welcome(settings, new PrintWriter(said, true))), said.toString());
    }

    /** What it told whoever started it. */
    String said() {
        return said;
    }

    String base() {
        return base;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    /** A key of all scopes. */
    String key(String tenant) {
        return key(tenant, EnumSet.allOf(Scope.class));
    }

    String key(String tenant, Set<Scope> scopes) {
        return bean(Keys.class)
                .create(TenantKey.of(tenant), scopes, "test", "test")
                .secret();
    }

    HttpResponse<byte[]> call(String method, String path, String... headers) throws Exception {
        return send(method, path, new byte[0], headers);
    }

    HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        return JSON.readTree(answer.body());
    }

    /** Schedules a backup and waits for its end. @return its path */
    String backup(String key) throws Exception {
        String path = call("POST", "/backup/schedule", "ApiSecret", key)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        ended(key, path);
        return path;
    }

    /** Waits until a job has ended, well or not. */
    JsonNode ended(String key, String path) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode job = json(call("GET", path, "ApiSecret", key));
            String status = job.path("status").asString("");
            if (status.equals("completed") || status.equals("failed")) {
                return job;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("still not ended: " + path);
    }

    @Override
    public void close() {
        context.close();
    }
}
