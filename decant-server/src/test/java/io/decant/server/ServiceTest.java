package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.spring.Scope;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service with nothing configured, over HTTP. */
class ServiceTest {
    @TempDir
    private static Path folder;

    private static Served served;

    @BeforeAll
    static void start() throws Exception {
        served = Served.start(folder);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @Test
    void theKeyThatItPrintsMakesABackupOfTheSample() throws Exception {
        String key = served.said()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("acme:secret:"))
                .findFirst()
                .orElseThrow();
        JsonNode job = served.ended(key, served.backup(key));
        assertThat(job.get("status").stringValue()).isEqualTo("completed");
        assertThat(job.get("archive").get("tables").size()).isEqualTo(10);
        assertThat(served.said()).contains(served.base());
    }

    @Test
    void aKeyIsTakenInEitherHeader() throws Exception {
        String key = served.key("globex");
        assertThat(key).startsWith("globex:secret:");
        assertThat(status("ApiSecret", key)).isEqualTo(200);
        assertThat(status("Authorization", "Bearer " + key)).isEqualTo(200);
        assertThat(status("Authorization", "bearer " + key)).isEqualTo(200);
        assertThat(status("Authorization", "Basic " + key)).isEqualTo(401);
        assertThat(status("ApiSecret", key + "x")).isEqualTo(401);
        assertThat(served.call("GET", "/backup/jobs").statusCode()).isEqualTo(401);
    }

    @Test
    void twoKeysAreValidAtOnceAndARevokedOneNoMore() throws Exception {
        String old = served.key("globex");
        String next = served.key("globex");
        Keys keys = served.bean(Keys.class);
        UUID id = keys.of(old).orElseThrow().id();
        assertThat(status("ApiSecret", old)).isEqualTo(200);
        assertThat(status("ApiSecret", next)).isEqualTo(200);
        assertThat(keys.revoke(id, "test")).isTrue();
        assertThat(status("ApiSecret", old)).isEqualTo(401);
        assertThat(status("ApiSecret", next)).isEqualTo(200);
        assertThat(keys.revoke(id, "test")).isFalse();
    }

    @Test
    void aScopeThatAKeyHasNotIsRefused() throws Exception {
        String reader = served.key("globex", EnumSet.of(Scope.READ));
        HttpResponse<byte[]> answer = served.call("POST", "/backup/schedule", "ApiSecret", reader);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Served.json(answer).get("code").stringValue()).isEqualTo("forbidden");
        String usual = served.key("globex", EnumSet.of(Scope.EXPORT, Scope.READ));
        assertThat(served.send("POST", "/restore", "{}".getBytes(StandardCharsets.UTF_8), "ApiSecret", usual)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void theManagementKeyActsForTheTenantThatItNames() throws Exception {
        HttpResponse<byte[]> answer =
                served.call("POST", "/backup/schedule", "ManagementKey", Served.MANAGER, "Decant-Tenant", "initech");
        assertThat(answer.statusCode()).isEqualTo(202);
        String path = answer.headers().firstValue("Location").orElseThrow();
        assertThat(served.ended(served.key("initech"), path).get("status").stringValue())
                .isEqualTo("completed");
        assertThat(served.call("GET", path, "Authorization", "Bearer " + Served.MANAGER, "Decant-Tenant", "globex")
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<byte[]> nobodys = served.call("GET", "/backup/jobs", "ManagementKey", Served.MANAGER);
        assertThat(nobodys.statusCode()).isEqualTo(400);
        assertThat(Served.json(nobodys).get("code").stringValue()).isEqualTo("tenant-missing");
    }

    @Test
    void aTenantThatDoesNotExistFailsWithAReason() throws Exception {
        String key = served.key("nobody");
        JsonNode job = served.ended(key, served.backup(key));
        assertThat(job.get("failure").get("code").stringValue()).isEqualTo("tenant-unknown");
    }

    @Test
    void whatSpringRefusesIsAProblemDocumentToo() throws Exception {
        for (String[] call : new String[][] {
            {"GET", "/nothing", "404", "not-found"},
            {"PUT", "/backup/jobs", "405", "method-not-allowed"},
            {"GET", "/backup/jobs?limit=abc", "400", "usage"},
            {"GET", "/backup/jobs/" + UUID.randomUUID(), "404", "not-found"},
            {"GET", "/backup/jobs/..%2f..%2fetc", "400", "usage"}
        }) {
            HttpResponse<byte[]> answer = served.call(call[0], call[1], "ApiSecret", served.key("globex"));
            assertThat(answer.statusCode()).as(call[1]).isEqualTo(Integer.parseInt(call[2]));
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .as(call[1])
                    .startsWith("application/problem+json");
            assertThat(Served.json(answer).path("code").asString(""))
                    .as(call[1])
                    .isEqualTo(call[3]);
        }
    }

    @Test
    void itSaysWhetherItLivesAndWhetherItIsReady() throws Exception {
        for (String path :
                new String[] {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"}) {
            assertThat(Served.json(served.call("GET", path)).get("status").stringValue())
                    .isEqualTo("UP");
        }
        assertThat(served.call("GET", "/actuator/env").statusCode()).isEqualTo(404);
    }

    @Test
    void itCountsWhatItDoes() throws Exception {
        String key = served.key("initech");
        JsonNode job = served.ended(key, served.backup(key));
        JsonNode progress = job.get("progress");
        assertThat(progress.get("rows").longValue())
                .isEqualTo(progress.get("rowsExpected").longValue())
                .isEqualTo(sum(job.get("archive").get("tables"), "rows"));
        String nobody = served.key("nobody");
        served.ended(nobody, served.backup(nobody));
        String metrics = new String(served.call("GET", "/actuator/prometheus").body(), StandardCharsets.UTF_8);
        assertThat(value(metrics, "decant_rows_total", "backup"))
                .isGreaterThanOrEqualTo(progress.get("rows").doubleValue());
        assertThat(value(metrics, "decant_data_bytes_total", "backup"))
                .isGreaterThanOrEqualTo(progress.get("bytes").doubleValue());
        assertThat(value(metrics, "decant_job_seconds_count", "backup", "completed"))
                .isPositive();
        assertThat(value(metrics, "decant_job_seconds_count", "backup", "tenant-unknown", "failed"))
                .isPositive();
        assertThat(value(metrics, "decant_jobs", "pending")).isZero();
        assertThat(value(metrics, "decant_snapshot_age_seconds", "restore")).isZero();
        assertThat(metrics).contains("decant_jobs{", "decant_queue_age_seconds", "jvm_memory_used_bytes");
        assertThat(metrics).as("no tenant is named").doesNotContain("initech", "nobody", "acme");
    }

    private static long sum(JsonNode list, String member) {
        long sum = 0;
        for (JsonNode each : list) {
            sum += each.path(member).longValue();
        }
        return sum;
    }

    /** Of the line of this name that has all the tags. */
    private static double value(String metrics, String name, String... tags) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> Arrays.stream(tags).allMatch(tag -> line.contains("\"" + tag + "\"")))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void nobodyElseCanLookIntoItsFolder() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                .isEqualTo("rwx------");
    }

    private static int status(String header, String value) throws Exception {
        return served.call("GET", "/backup/jobs", header, value).statusCode();
    }
}
