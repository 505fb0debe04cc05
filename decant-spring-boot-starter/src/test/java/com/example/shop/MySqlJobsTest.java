package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.decant.testing.TestMySql;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Jobs and archives in a job database of MariaDB or MySQL, beside an application on another product. */
class MySqlJobsTest {
    private static final String UPDATE = "{\"onConflict\": \"update\"}";

    @TempDir
    Path folder;

    @Test
    void mariaDbKeepsJobsAndArchives() throws Exception {
        assumeTrue(
                TestMySql.mariaDbMissing().isEmpty(),
                () -> TestMySql.mariaDbMissing().orElseThrow());
        keepsJobsAndArchives(TestMySql.mariaDb());
    }

    @Test
    void mySqlKeepsJobsAndArchives() throws Exception {
        assumeTrue(
                TestMySql.mySqlMissing().isEmpty(),
                () -> TestMySql.mySqlMissing().orElseThrow());
        keepsJobsAndArchives(TestMySql.mySql());
    }

    private void keepsJobsAndArchives(TestMySql jobs) throws Exception {
        try (Shop shop = Shop.start(
                        "jdbc:h2:mem:" + jobs.database(),
                        folder,
                        "--decant.jobs.url=" + jobs.url(),
                        "--decant.store.type=database",
                        "--decant.jobs.sweep=200ms")
                .withTables()
                .filled()) {
            String job = schedule(shop);
            assertThat(schedule(shop)).as("by the same key").isEqualTo(job);
            JsonNode ended = shop.ended("acme", job);
            assertThat(ended.get("status").stringValue()).isEqualTo("completed");
            byte[] manifest = shop.call("acme", "GET", job + "/manifest").body();
            assertThat(shop.call("acme", "GET", job + "/archive.zip").statusCode())
                    .isEqualTo(200);
            String restore = shop.send("acme", "POST", "/restore", manifest)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            for (JsonNode file : shop.json("acme", restore).get("files")) {
                String path = "/files/" + file.get("path").stringValue();
                byte[] content = shop.call("acme", "GET", job + path).body();
                assertThat(shop.send("acme", "PUT", restore + path, content).statusCode())
                        .isEqualTo(204);
            }
            assertThat(shop.send("acme", "POST", restore + "/start", UPDATE.getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(202);
            assertThat(shop.ended("acme", restore).get("status").stringValue()).isEqualTo("completed");
            assertThat(shop.call("acme", "DELETE", job).statusCode()).isEqualTo(202);
            assertThat(shop.call("acme", "GET", job + "/manifest").statusCode()).isEqualTo(410);
            assertThat(shop.call("other", "GET", job).statusCode()).isEqualTo(404);
        } finally {
            jobs.drop();
        }
    }

    private static String schedule(Shop shop) throws Exception {
        return shop.call("acme", "POST", "/backup/schedule", "Idempotency-Key", "the same")
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }
}
