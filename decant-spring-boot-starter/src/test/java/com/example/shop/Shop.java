package com.example.shop;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running application, and how to call it. */
final class Shop implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> TABLES = List.of(
            "CREATE TABLE shops (name VARCHAR(50) PRIMARY KEY, title VARCHAR(200))",
            "CREATE TABLE orders (id BIGINT PRIMARY KEY, shop VARCHAR(50) NOT NULL REFERENCES shops, note VARCHAR(200))",
            "CREATE TABLE order_lines (id BIGINT PRIMARY KEY, order_id BIGINT NOT NULL REFERENCES orders,"
                    + " amount DECIMAL(10, 2))");

    private final ConfigurableApplicationContext context;
    private final String base;

    private Shop(ConfigurableApplicationContext context) {
        this.context = context;
        this.base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** Starts one with the tables and no rows. */
    static Shop start(String url, Path data, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--spring.datasource.url=" + url,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--decant.model=classpath:shop.yaml",
                "--decant.data=" + data,
                "--spring.flyway.enabled=false",
                "--decant.jobs.poll=100ms"));
        settings.addAll(List.of(more));
        return new Shop(new SpringApplicationBuilder(ShopApplication.class)
                .web(WebApplicationType.SERVLET)
                .run(settings.toArray(String[]::new)));
    }

    Shop withTables() throws SQLException {
        TABLES.forEach(this::sql);
        return this;
    }

    /** Rows of two tenants. */
    Shop filled() {
        for (String shop : List.of("acme", "other")) {
            int first = shop.equals("acme") ? 100 : 500;
            sql("INSERT INTO shops VALUES ('" + shop + "', 'The \"best\", of " + shop + "')");
            for (int i = 0; i < 20; i++) {
                sql("INSERT INTO orders VALUES (" + (first + i) + ", '" + shop + "', "
                        + (i % 3 == 0 ? "NULL" : i % 3 == 1 ? "''" : "'line\n" + i + "'") + ")");
                sql("INSERT INTO order_lines VALUES (" + (first + i) + ", " + (first + i) + ", " + i + ".25)");
            }
        }
        return this;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String base() {
        return base;
    }

    DataSource database() {
        return context.getBean(DataSource.class);
    }

    void sql(String statement) {
        try (Connection connection = database().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }

    HttpResponse<byte[]> call(String tenant, String method, String path, String... headers) throws Exception {
        return send(tenant, method, path, new byte[0], headers);
    }

    HttpResponse<byte[]> send(String tenant, String method, String path, byte[] body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (tenant != null) {
            request.header("Shop", tenant);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    JsonNode json(String tenant, String path) throws Exception {
        return json(call(tenant, "GET", path));
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        return JSON.readTree(answer.body());
    }

    /** Waits until a job has ended, well or not. */
    JsonNode ended(String tenant, String path) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode job = json(tenant, path);
            String status = job.get("status").stringValue();
            if (status.equals("completed") || status.equals("failed")) {
                return job;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("still not ended: " + json(tenant, path));
    }

    @Override
    public void close() {
        context.close();
    }
}
