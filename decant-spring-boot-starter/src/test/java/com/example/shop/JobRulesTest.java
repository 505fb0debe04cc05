package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What may happen to a job, and what may not. */
class JobRulesTest {
    private static final int CALLS = 50;

    @TempDir
    Path folder;

    @Test
    void fiftyCallsAtOnceMakeOneJobInPostgres() throws Exception {
        // No worker: the job stays where it is, so that each of the calls meets it.
        TestPostgres database = TestPostgres.newDatabase();
        try (Shop shop = Shop.start(
                        database.getUrl(),
                        folder.resolve("pg"),
                        "--spring.datasource.username=" + database.getUser(),
                        "--spring.datasource.password=" + database.getPassword(),
                        "--decant.jobs.workers=0")
                .withTables()
                .filled()) {
            Set<String> places = new HashSet<>();
            int made = 0;
            for (HttpResponse<byte[]> answer : atOnce(() -> shop.call("acme", "POST", "/backup/schedule"))) {
                if (answer.statusCode() == 202) {
                    made++;
                    places.add(answer.headers().firstValue("Location").orElseThrow());
                } else {
                    assertThat(answer.statusCode()).isEqualTo(409);
                    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                    JsonNode problem = Shop.json(answer);
                    assertThat(problem.get("code").stringValue()).isEqualTo("active-job");
                    places.add(problem.get("job").stringValue());
                }
            }
            assertThat(made).isOne();
            assertThat(places).hasSize(1);
            assertThat(shop.json("acme", "/backup/jobs").size()).isOne();
            assertThat(shop.call("other", "POST", "/backup/schedule").statusCode())
                    .isEqualTo(202);
            assertThat(Rows.of(shop.database(), "SELECT count(*) FROM decant_task"))
                    .containsExactly(List.of("2"));
        }
    }

    @Test
    void theSameIdempotencyKeyIsTheSameJob() throws Exception {
        try (Shop shop = shop("idempotent", "--decant.jobs.workers=0")) {
            Set<String> bodies = new HashSet<>();
            for (HttpResponse<byte[]> answer :
                    atOnce(() -> shop.call("acme", "POST", "/backup/schedule", "Idempotency-Key", "k1"))) {
                assertThat(answer.statusCode()).isEqualTo(202);
                bodies.add(Shop.json(answer).get("jobId").stringValue());
            }
            assertThat(bodies).hasSize(1);
            assertThat(shop.call("acme", "POST", "/backup/schedule", "Idempotency-Key", "k2")
                            .statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    void aCancelledJobMakesRoomForTheNext() throws Exception {
        try (Shop shop = shop("cancel", "--decant.jobs.workers=0")) {
            String first = schedule(shop);
            assertThat(shop.call("acme", "DELETE", first).statusCode()).isEqualTo(202);
            JsonNode cancelled = shop.json("acme", first);
            assertThat(cancelled.get("status").stringValue()).isEqualTo("failed");
            assertThat(cancelled.get("failure").get("code").stringValue()).isEqualTo("cancelled");
            String second = schedule(shop);
            assertThat(second).isNotEqualTo(first);
        }
    }

    @Test
    void deletedFilesAreGoneAndTheJobStaysListed() throws Exception {
        try (Shop shop = shop("delete")) {
            String job = schedule(shop);
            shop.ended("acme", job);
            assertThat(shop.call("acme", "GET", job + "/manifest").statusCode()).isEqualTo(200);
            assertThat(shop.call("acme", "DELETE", job).statusCode()).isEqualTo(202);
            assertThat(shop.call("acme", "GET", job + "/manifest").statusCode()).isEqualTo(410);
            assertThat(shop.call("acme", "GET", job + "/archive.zip").statusCode())
                    .isEqualTo(410);
            assertThat(shop.json("acme", "/backup/jobs").size()).isOne();
            try (Stream<Path> left = Files.list(folder.resolve("delete/archives"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void aDamagedFileIsNotHandedOutInAZip() throws Exception {
        try (Shop shop = shop("damaged")) {
            String job = schedule(shop);
            shop.ended("acme", job);
            assertThat(shop.call("acme", "GET", job + "/archive.zip").statusCode())
                    .isEqualTo(200);
            try (Stream<Path> files = Files.walk(folder.resolve("damaged/archives"))) {
                Path part = files.filter(file -> file.endsWith("ORDERS/00001.csv"))
                        .findFirst()
                        .orElseThrow();
                byte[] bytes = Files.readAllBytes(part);
                bytes[bytes.length / 2] ^= 1;
                Files.write(part, bytes);
            }
            // So small an archive was not begun to be sent; of a larger one the connection is cut.
            assertThat(shop.call("acme", "GET", job + "/archive.zip").statusCode())
                    .isEqualTo(500);
        }
    }

    @Test
    void aJobOfALostProcessIsDoneByTheNextOne() throws Exception {
        String url = "jdbc:h2:" + folder.resolve("lost") + ";DB_CLOSE_DELAY=-1";
        String job;
        try (Shop shop = Shop.start(url, folder.resolve("data"), "--decant.jobs.workers=0")
                .withTables()
                .filled()) {
            job = schedule(shop);
            // As a worker leaves it that is killed: picked, running, and silent for a day.
            shop.sql("UPDATE decant_job SET status = 'running', attempt = 1, fence = 1");
            shop.sql("UPDATE decant_task SET picked = TRUE, picked_by = 'gone',"
                    + " last_heartbeat = DATEADD('DAY', -1, CURRENT_TIMESTAMP)");
        }
        try (Shop shop = Shop.start(url, folder.resolve("data"), "--decant.jobs.heartbeat=100ms")) {
            JsonNode done = shop.ended("acme", job);
            assertThat(done.get("status").stringValue()).as("%s", done).isEqualTo("completed");
            assertThat(done.get("attempt").intValue()).isEqualTo(2);
        }
    }

    @Test
    void aJobThatLosesEachOfItsWorkersFails() throws Exception {
        String url = "jdbc:h2:" + folder.resolve("lost") + ";DB_CLOSE_DELAY=-1";
        String job;
        try (Shop shop = Shop.start(url, folder.resolve("data"), "--decant.jobs.workers=0")
                .withTables()
                .filled()) {
            job = schedule(shop);
            shop.sql("UPDATE decant_job SET status = 'running', attempt = 3, fence = 3");
        }
        try (Shop shop = Shop.start(url, folder.resolve("data"))) {
            JsonNode done = shop.ended("acme", job);
            assertThat(done.get("failure").get("code").stringValue()).isEqualTo("worker-lost");
            assertThat(shop.call("acme", "POST", "/backup/schedule").statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void aBackupWhoseSnapshotGrewTooOldFailsAndIsNotTriedAgain() throws Exception {
        try (Shop shop = shop("old", "--decant.max-rate=1row/s", "--decant.max-snapshot-age=300ms")) {
            JsonNode failed = shop.ended("acme", schedule(shop));
            assertThat(failed.get("status").stringValue()).isEqualTo("failed");
            assertThat(failed.get("failure").get("code").stringValue()).isEqualTo("snapshot-expired");
            assertThat(failed.get("failure").get("detail").stringValue())
                    .contains("older than 0.3s", "max-snapshot-age");
            assertThat(failed.get("attempt").intValue()).isOne();
            try (Stream<Path> left = Files.list(folder.resolve("old/work"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void noMoreBackupsADayThanAllowed() throws Exception {
        try (Shop shop = shop("quota", "--decant.jobs.per-day=1")) {
            shop.ended("acme", schedule(shop));
            HttpResponse<byte[]> refused = shop.call("acme", "POST", "/backup/schedule");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(shop.call("other", "POST", "/backup/schedule").statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void listsComeInPagesWhereThatIsAskedFor() throws Exception {
        try (Shop shop = shop("pages")) {
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                jobs.add(schedule(shop));
                shop.ended("acme", jobs.get(i));
            }
            HttpResponse<byte[]> first = shop.call("acme", "GET", "/backup/jobs?limit=2&status=completed");
            assertThat(Shop.json(first).size()).isEqualTo(2);
            String link = first.headers().firstValue("Link").orElseThrow();
            HttpResponse<byte[]> rest = shop.call("acme", "GET", link.substring(1, link.indexOf('>')));
            assertThat(Shop.json(rest).size()).isOne();
            assertThat(jobs.get(2)).endsWith(Shop.json(rest).get(0).get("jobId").stringValue());
            assertThat(rest.headers().firstValue("Link")).isEmpty();
            assertThat(shop.call("acme", "GET", "/backup/jobs?limit=0").statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void eventsTellHowItGoesUntilItHasEnded() throws Exception {
        try (Shop shop = shop("events")) {
            String job = schedule(shop);
            HttpResponse<byte[]> events = shop.call("acme", "GET", job + "/events");
            assertThat(events.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(new String(events.body(), StandardCharsets.UTF_8)).contains("event:completed");
        }
    }

    private static String schedule(Shop shop) throws Exception {
        HttpResponse<byte[]> answer = shop.call("acme", "POST", "/backup/schedule");
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static List<HttpResponse<byte[]>> atOnce(Callable<HttpResponse<byte[]>> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CALLS);
        ExecutorService callers = Executors.newFixedThreadPool(CALLS);
        try {
            List<Future<HttpResponse<byte[]>>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(callers.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<HttpResponse<byte[]>> answers = new ArrayList<>();
            for (Future<HttpResponse<byte[]>> answer : calls) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            callers.shutdownNow();
        }
    }

    private Shop shop(String name, String... settings) throws Exception {
        return Shop.start(
                        "jdbc:h2:mem:" + name + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                        folder.resolve(name),
                        settings)
                .withTables()
                .filled();
    }
}
