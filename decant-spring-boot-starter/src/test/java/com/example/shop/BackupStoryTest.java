package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.Progress;
import io.decant.Verifier;
import io.decant.testing.Rows;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BackupStoryTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"folder", "database"})
    void aTenantSchedulesWatchesDownloadsAndRestoresElsewhere(String store) throws Exception {
        try (Shop source = shop("source", "--decant.store.type=" + store).filled();
                Shop target = shop("target", "--decant.store.type=" + store)) {
            HttpResponse<byte[]> scheduled = source.call("acme", "POST", "/backup/schedule");
            assertThat(scheduled.statusCode()).isEqualTo(202);
            String at = scheduled.headers().firstValue("Location").orElseThrow();
            assertThat(members(Shop.json(scheduled))).containsExactly("jobId", "status", "createdAt", "lastUpdatedAt");
            JsonNode job = source.ended("acme", at);
            assertThat(job.get("status").stringValue()).as("%s", job).isEqualTo("completed");

            JsonNode list = source.json("acme", "/backup/jobs");
            assertThat(list.isArray()).isTrue();
            assertThat(list.size()).isOne();
            assertThat(members(list.get(0))).containsExactly("jobId", "status", "createdAt", "lastUpdatedAt");

            Path zip = folder.resolve("acme.zip");
            Files.write(zip, source.call("acme", "GET", at + "/archive.zip").body());
            assertThat(new Verifier(Progress.NONE).verify(zip).findings()).isEmpty();

            byte[] manifest = source.call("acme", "GET", at + "/manifest").body();
            String restore = open(target, manifest);
            JsonNode waiting = target.json("acme", restore);
            assertThat(waiting.get("differences").size()).isZero();
            assertThat(target.call("acme", "POST", restore + "/start").statusCode())
                    .isEqualTo(409);
            for (JsonNode file : waiting.get("files")) {
                String path = file.get("path").stringValue();
                byte[] bytes = source.call("acme", "GET", at + "/files/" + path).body();
                assertThat(target.send("acme", "PUT", restore + "/files/" + path, bytes)
                                .statusCode())
                        .isEqualTo(204);
            }
            assertThat(target.call("acme", "POST", restore + "/start").statusCode())
                    .isEqualTo(202);
            JsonNode restored = target.ended("acme", restore);
            assertThat(restored.get("status").stringValue()).as("%s", restored).isEqualTo("completed");
            assertThat(rows(target)).isEqualTo(rows(source)).hasSize(20);
            assertThat(Rows.of(target.database(), "SELECT name FROM shops")).containsExactly(List.of("acme"));
            boolean inTables = store.equals("database");
            for (String shop : List.of("source", "target")) {
                assertThat(Files.exists(folder.resolve(shop + "/archives"))).isEqualTo(!inTables);
            }

            String file = at + "/files/data/ORDERS/00001.csv";
            byte[] whole = source.call("acme", "GET", file).body();
            HttpResponse<byte[]> piece = source.call("acme", "GET", file, "Range", "bytes=5-24");
            assertThat(piece.statusCode()).isEqualTo(206);
            assertThat(piece.body()).isEqualTo(Arrays.copyOfRange(whole, 5, 25));
            assertThat(Rows.of(source.database(), "SELECT id FROM decant_file").isEmpty())
                    .isEqualTo(!inTables);
            assertThat(source.call("acme", "DELETE", at).statusCode()).isEqualTo(202);
            assertThat(source.call("acme", "GET", file).statusCode()).isEqualTo(410);
            assertThat(Rows.of(source.database(), "SELECT file_id FROM decant_chunk"))
                    .isEmpty();
        }
    }

    @Test
    void aStoreThatNobodyKnowsStopsTheStart() {
        assertThatThrownBy(() -> shop("one", "--decant.store.type=tape")).hasStackTraceContaining("decant.store.type");
    }

    @Test
    void anotherTenantSeesNothingOfIt() throws Exception {
        try (Shop shop = shop("one").filled()) {
            String at = shop.call("acme", "POST", "/backup/schedule")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            shop.ended("acme", at);
            String unknown = "/backup/jobs/" + UUID.randomUUID();
            byte[] no = shop.call("other", "GET", unknown).body();
            for (String what : List.of("", "/manifest", "/archive.zip", "/events", "/files/data/orders/00001.csv")) {
                HttpResponse<byte[]> answer = shop.call("other", "GET", at + what);
                assertThat(answer.statusCode()).as(what).isEqualTo(404);
                assertThat(shop.call("other", "GET", unknown + what).statusCode())
                        .isEqualTo(404);
                if (what.isEmpty()) {
                    assertThat(new String(answer.body(), StandardCharsets.UTF_8).replace(at, unknown))
                            .isEqualTo(new String(no, StandardCharsets.UTF_8));
                }
            }
            assertThat(shop.call("other", "DELETE", at).statusCode()).isEqualTo(404);
            assertThat(shop.json("other", "/backup/jobs").size()).isZero();
            assertThat(shop.call(null, "GET", at).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aFileComesInPiecesWithItsHash() throws Exception {
        try (Shop shop = shop("one").filled()) {
            String at = shop.call("acme", "POST", "/backup/schedule")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            shop.ended("acme", at);
            String file = at + "/files/data/ORDERS/00001.csv";
            HttpResponse<byte[]> whole = shop.call("acme", "GET", file);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(whole.body());
            assertThat(whole.headers().firstValue("Repr-Digest"))
                    .contains("sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":");
            assertThat(whole.headers().firstValue("Cache-Control")).contains("no-store");
            String tag = whole.headers().firstValue("ETag").orElseThrow();
            assertThat(tag).isEqualTo("\"" + HexFormat.of().formatHex(hash) + "\"");
            HttpResponse<byte[]> piece = shop.call("acme", "GET", file, "Range", "bytes=5-24");
            assertThat(piece.statusCode()).isEqualTo(206);
            assertThat(piece.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 5, 25));
            assertThat(shop.call("acme", "GET", file, "If-None-Match", tag).statusCode())
                    .isEqualTo(304);
            assertThat(shop.call("acme", "GET", at + "/files/data/orders/00009.csv")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private static String open(Shop target, byte[] manifest) throws Exception {
        HttpResponse<byte[]> opened = target.send("acme", "POST", "/restore", manifest);
        assertThat(opened.statusCode())
                .as("%s", new String(opened.body(), StandardCharsets.UTF_8))
                .isEqualTo(201);
        return opened.headers().firstValue("Location").orElseThrow();
    }

    private Shop shop(String name, String... more) throws Exception {
        return Shop.start("jdbc:h2:mem:" + name + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", folder.resolve(name), more)
                .withTables();
    }

    private static List<List<String>> rows(Shop shop) throws Exception {
        return Rows.of(
                shop.database(),
                "SELECT o.id, o.note, l.amount FROM orders o JOIN order_lines l ON l.order_id = o.id"
                        + " WHERE o.shop = 'acme' ORDER BY o.id");
    }

    private static List<String> members(JsonNode json) {
        return StreamSupport.stream(
                        ((Iterable<String>) () -> json.propertyNames().iterator()).spliterator(), false)
                .toList();
    }
}
