package com.example.passkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running service, called as its users call it. */
final class Instance implements AutoCloseable {
    private static final String MANAGEMENT_KEY = "of-the-tests";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConfigurableApplicationContext context;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private Instance(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    static Instance start(Path folder, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--passkeys.management-key=" + MANAGEMENT_KEY,
                "--decant.data=" + folder,
                "--decant.jobs.poll=100ms",
                // As Hibernate's guides advise; the starter has to live with it.
                "--spring.datasource.hikari.auto-commit=false"));
        settings.addAll(List.of(more));
        return new Instance(
                new SpringApplicationBuilder(PasskeysApplication.class).run(settings.toArray(String[]::new)));
    }

    DataSource database() {
        return context.getBean(DataSource.class);
    }

    /** @return the new application's secret */
    String newApplication(String name, String scopes) throws Exception {
        HttpResponse<byte[]> created = exchange("ManagementKey", MANAGEMENT_KEY, "POST", create(name, scopes), null);
        assertThat(created.statusCode()).isEqualTo(201);
        return json(created).get("apiSecret").stringValue();
    }

    static String create(String name, String scopes) {
        return "/admin/apps/" + name + "?scopes=" + scopes;
    }

    HttpResponse<byte[]> call(String secret, String method, String path) throws Exception {
        return exchange("ApiSecret", secret, method, path, null);
    }

    HttpResponse<byte[]> send(String secret, String method, String path, byte[] body) throws Exception {
        return exchange("ApiSecret", secret, method, path, body);
    }

    HttpResponse<byte[]> post(String secret, String path, Map<String, ?> body) throws Exception {
        return send(secret, "POST", path, JSON.writeValueAsBytes(body));
    }

    private HttpResponse<byte[]> exchange(String header, String key, String method, String path, byte[] body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header(header, key)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Sends half of a file, then hangs up. */
    void breakOff(String secret, String path, byte[] body) throws Exception {
        String head = "PUT " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nApiSecret: " + secret + "\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(Arrays.copyOf(body, body.length / 2));
            out.flush();
        }
    }

    JsonNode json(String secret, String path) throws Exception {
        HttpResponse<byte[]> answer = call(secret, "GET", path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return json(answer);
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        return JSON.readTree(answer.body());
    }

    /** Asks again until the answer is as wanted. */
    HttpResponse<byte[]> until(String secret, String path, Predicate<HttpResponse<byte[]>> wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<byte[]> answer = call(secret, "GET", path);
        while (!wanted.test(answer)) {
            assertThat(System.nanoTime())
                    .as("still %s", new String(answer.body(), StandardCharsets.UTF_8))
                    .isLessThan(end);
            Thread.sleep(50);
            answer = call(secret, "GET", path);
        }
        return answer;
    }

    static boolean hasEnded(HttpResponse<byte[]> job) {
        assertThat(job.statusCode()).isEqualTo(200);
        return List.of("completed", "failed").contains(json(job).get("status").stringValue());
    }

    @Override
    public void close() {
        context.close();
    }
}
