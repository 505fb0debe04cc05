package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.testing.Rows;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An upload, and what is done with it. */
class RestoreRulesTest {
    @TempDir
    Path folder;

    private Shop source;
    private Shop target;
    private String backup;

    @BeforeEach
    void backUp() throws Exception {
        source = shop("source").filled();
        target = shop("target");
        backup = source.call("acme", "POST", "/backup/schedule")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        source.ended("acme", backup);
    }

    @AfterEach
    void stop() {
        source.close();
        target.close();
    }

    @Test
    void otherBytesAreRefusedWithBothHashesAndTheSameOnesAreWelcomeAgain() throws Exception {
        String restore = open();
        String path =
                target.json("acme", restore).get("files").get(0).get("path").stringValue();
        byte[] bytes = file(path);
        byte[] flipped = bytes.clone();
        flipped[3] ^= 1;
        HttpResponse<byte[]> refused = target.send("acme", "PUT", restore + "/files/" + path, flipped);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Shop.json(refused).get("detail").stringValue()).containsPattern("[0-9a-f]{64}.*[0-9a-f]{64}");
        assertThat(uploaded(restore, path)).isFalse();
        byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        assertThat(target.send("acme", "PUT", restore + "/files/" + path, longer)
                        .statusCode())
                .isEqualTo(422);
        for (int i = 0; i < 2; i++) {
            assertThat(target.send("acme", "PUT", restore + "/files/" + path, bytes)
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(uploaded(restore, path)).isTrue();
    }

    @Test
    void nothingGoesWhereTheManifestHasNoFile() throws Exception {
        String restore = open();
        for (String path : List.of("data/orders/00009.csv", "x", "..%2f..%2fsecret", "manifest.json")) {
            assertThat(target.send("acme", "PUT", restore + "/files/" + path, new byte[] {1})
                            .statusCode())
                    .as(path)
                    .isIn(400, 404);
        }
        assertThat(target.send("other", "PUT", restore + "/files/README.txt", new byte[] {1})
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void noManifestIsNoRestore() throws Exception {
        HttpResponse<byte[]> refused = target.send("acme", "POST", "/restore", "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Shop.json(refused).get("code").stringValue()).isEqualTo("archive-unreadable");
        assertThat(target.json("acme", "/restore/jobs").size()).isZero();
    }

    @Test
    void itStartsOnlyWhenAllIsThereAndMatches() throws Exception {
        String restore = open();
        HttpResponse<byte[]> early = target.call("acme", "POST", restore + "/start");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(Shop.json(early).get("code").stringValue()).isEqualTo("incomplete-upload");
        assertThat(Shop.json(early).get("details").size())
                .isEqualTo(target.json("acme", restore).get("files").size());
        upload(restore);
        target.sql("ALTER TABLE orders DROP COLUMN note");
        HttpResponse<byte[]> differs = target.call("acme", "POST", restore + "/start");
        assertThat(differs.statusCode()).isEqualTo(409);
        assertThat(Shop.json(differs).get("code").stringValue()).isEqualTo("schema-mismatch");
        assertThat(Shop.json(differs).get("details").get(0).stringValue()).containsIgnoringCase("note");
        target.sql("ALTER TABLE orders ADD COLUMN note VARCHAR(200)");
        assertThat(start(restore, "{\"dryRun\": true}")
                        .get("report")
                        .get("dryRun")
                        .booleanValue())
                .isTrue();
        assertThat(Rows.of(target.database(), "SELECT count(*) FROM orders")).containsExactly(List.of("0"));
    }

    @Test
    void aKeyOfOneTenantRestoresIntoThatTenantOnly() throws Exception {
        String restore = Shop.json(target.send("other", "POST", "/restore", manifest()))
                .get("jobId")
                .stringValue();
        for (JsonNode file : target.json("other", "/restore/" + restore).get("files")) {
            String path = file.get("path").stringValue();
            target.send("other", "PUT", "/restore/" + restore + "/files/" + path, file(path));
        }
        HttpResponse<byte[]> foreign = target.send(
                "other",
                "POST",
                "/restore/" + restore + "/start",
                "{\"as\": [\"acme\"]}".getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
        assertThat(foreign.statusCode()).isEqualTo(403);
        target.call("other", "POST", "/restore/" + restore + "/start");
        target.ended("other", "/restore/" + restore);
        assertThat(Rows.of(target.database(), "SELECT DISTINCT shop FROM orders"))
                .containsExactly(List.of("other"));
    }

    @Test
    void whatIsNotUnderstoodIsRefusedAndNotGuessed() throws Exception {
        String restore = open();
        upload(restore);
        for (String body :
                List.of("{\"keys\": \"all\"}", "{\"onConfict\": \"skip\"}", "[1", "{\"deleteExtra\": true}")) {
            HttpResponse<byte[]> refused = target.send(
                    "acme",
                    "POST",
                    restore + "/start",
                    body.getBytes(StandardCharsets.UTF_8),
                    "Content-Type",
                    "application/json");
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type")).as(body).contains("application/problem+json");
        }
    }

    @Test
    void aRefusedRestoreCanBeStartedAgainOtherwise() throws Exception {
        String restore = open();
        upload(restore);
        assertThat(start(restore, "{}").get("status").stringValue()).isEqualTo("completed");
        String again = open();
        upload(again);
        JsonNode refused = start(again, "{}");
        assertThat(refused.get("status").stringValue()).isEqualTo("failed");
        assertThat(refused.get("failure").get("code").stringValue()).isEqualTo("import-collision");
        assertThat(refused.get("failure").get("detail").stringValue())
                .contains("onConflict skip")
                .doesNotContain("--");
        JsonNode skipped = start(again, "{\"onConflict\": \"skip\"}");
        assertThat(skipped.get("status").stringValue()).as("%s", skipped).isEqualTo("completed");
    }

    @Test
    void aTenantHasNoMoreUploadsOpenThanItMay() throws Exception {
        List<String> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            open.add(open());
        }
        HttpResponse<byte[]> refused = target.send("acme", "POST", "/restore", manifest());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Shop.json(refused).get("code").stringValue()).isEqualTo("too-many-uploads");
        assertThat(target.call("acme", "DELETE", open.get(3)).statusCode()).isEqualTo(202);
        assertThat(open()).startsWith("/restore/");
    }

    @Test
    void whatWasTriedCanBeDoneAndWhatWasDoneCannotBeDoneAgain() throws Exception {
        String restore = open();
        upload(restore);
        assertThat(start(restore, "{\"dryRun\": true}").get("status").stringValue())
                .isEqualTo("completed");
        JsonNode done = start(restore, "{}");
        assertThat(done.get("status").stringValue()).as("%s", done).isEqualTo("completed");
        assertThat(done.get("report").get("dryRun").booleanValue()).isFalse();
        assertThat(Rows.of(target.database(), "SELECT count(*) FROM orders"))
                .isEqualTo(Rows.of(source.database(), "SELECT count(*) FROM orders WHERE shop = 'acme'"));
        HttpResponse<byte[]> again = target.call("acme", "POST", restore + "/start");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Shop.json(again).get("code").stringValue()).isEqualTo("not-uploading");
    }

    @Test
    void aRestoreThatIsStartedAgainIsQueuedThoughItsLastExecutionIsStillThere() throws Exception {
        String restore = open();
        upload(restore);
        assertThat(start(restore, "{}").get("status").stringValue()).isEqualTo("completed");
        String id = restore.substring(restore.lastIndexOf('/') + 1);
        // As the moment is between the job's end and the queue's knowing of it.
        target.sql("UPDATE decant_job SET status = 'failed', slot = id, failure_code = 'x' WHERE id = '" + id + "'");
        target.sql(
                "INSERT INTO decant_task (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat,"
                        + " version) SELECT 'job', id || suffix, CURRENT_TIMESTAMP, TRUE, 'one', DATEADD('DAY', 1,"
                        + " CURRENT_TIMESTAMP), 1 FROM decant_job, (VALUES (''), ('-1')) AS earlier (suffix) WHERE id = '"
                        + id + "'");
        JsonNode again = start(restore, "{\"onConflict\": \"skip\"}");
        assertThat(again.get("status").stringValue()).as("%s", again).isEqualTo("completed");
    }

    private JsonNode start(String restore, String options) throws Exception {
        HttpResponse<byte[]> started = target.send(
                "acme",
                "POST",
                restore + "/start",
                options.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/json");
        assertThat(started.statusCode())
                .as("%s", new String(started.body(), StandardCharsets.UTF_8))
                .isEqualTo(202);
        return target.ended("acme", restore);
    }

    private String open() throws Exception {
        return target.send("acme", "POST", "/restore", manifest())
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private void upload(String restore) throws Exception {
        for (JsonNode file : target.json("acme", restore).get("files")) {
            String path = file.get("path").stringValue();
            assertThat(target.send("acme", "PUT", restore + "/files/" + path, file(path))
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    private boolean uploaded(String restore, String path) throws Exception {
        for (JsonNode file : target.json("acme", restore).get("files")) {
            if (file.get("path").stringValue().equals(path)) {
                return file.get("uploaded").booleanValue();
            }
        }
        throw new AssertionError(path + " is not listed");
    }

    private byte[] manifest() throws Exception {
        return source.call("acme", "GET", backup + "/manifest").body();
    }

    private byte[] file(String path) throws Exception {
        return source.call("acme", "GET", backup + "/files/" + path).body();
    }

    private Shop shop(String name) throws Exception {
        return Shop.start("jdbc:h2:mem:" + name + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", folder.resolve(name))
                .withTables();
    }
}
