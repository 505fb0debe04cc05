package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.TenantKey;
import io.decant.spring.Caller;
import io.decant.spring.job.Backups;
import io.decant.spring.job.Job;
import io.decant.spring.job.JobService;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Things that meet at the wrong moment, and places that are not as they should be. */
class RaceTest {
    private static final TenantKey ACME = TenantKey.of("acme");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aJobIsCancelledThoughAWorkerHasJustTakenIt() throws Exception {
        try (Shop shop = shop("--decant.jobs.workers=0")) {
            String path = schedule(shop, "acme");
            Backups backups = shop.bean(JobService.class).backups();
            Job asItWas = backups.list(ACME).get(0);
            shop.sql("UPDATE decant_job SET status = 'running', attempt = attempt + 1, fence = fence + 1");
            backups.delete(Caller.of(ACME, "test"), asItWas);
            assertThat(shop.json("acme", path).path("failure").path("code").asString(""))
                    .isEqualTo("cancelled");
        }
    }

    @Test
    void filesGoThoughTheJobWasCompletedWhenItWasToBeCancelled() throws Exception {
        try (Shop shop = shop()) {
            String path = schedule(shop, "acme");
            Backups backups = shop.bean(JobService.class).backups();
            Job asItWas = backups.list(ACME).get(0);
            shop.ended("acme", path);
            backups.delete(Caller.of(ACME, "test"), asItWas);
            assertThat(shop.call("acme", "GET", path + "/manifest").statusCode())
                    .isEqualTo(410);
            assertThat(names("archives")).isEmpty();
        }
    }

    @Test
    void aRestoreThatIsAboutToCommitIsNotCalledCancelled() throws Exception {
        try (Shop shop = shop("--decant.jobs.workers=0")) {
            String path = schedule(shop, "acme");
            shop.sql("UPDATE decant_job SET status = 'running', phase = 'commit'");
            assertThat(shop.call("acme", "DELETE", path).statusCode()).isEqualTo(202);
            assertThat(shop.json("acme", path).get("status").stringValue()).isEqualTo("running");
            shop.sql("UPDATE decant_job SET phase = 'rows'");
            assertThat(shop.call("acme", "DELETE", path).statusCode()).isEqualTo(202);
            assertThat(shop.json("acme", path).get("status").stringValue()).isEqualTo("failed");
        }
    }

    @Test
    void theSweepGoesOnWhereOneArchiveCannotBeDeleted() throws Exception {
        try (Shop shop = shop("--decant.jobs.sweep=100ms", "--decant.jobs.stray-age=0s")) {
            for (String tenant : List.of("acme", "other")) {
                shop.ended(tenant, schedule(shop, tenant));
            }
            assertThat(names("archives")).hasSize(2);
            shop.sql("UPDATE decant_job SET expires_at = 2 WHERE tenant LIKE '%other%'");
            shop.sql("UPDATE decant_job SET expires_at = 1, archive = 'not/a name' WHERE tenant LIKE '%acme%'");
            until(() -> names("archives").isEmpty());
        }
    }

    @Test
    void filesOfAJobThatRunsAreNoStraysHoweverOld() throws Exception {
        // Nobody works on it, so that it stays running.
        String running = UUID.randomUUID().toString();
        try (Shop shop = shop("--decant.jobs.sweep=100ms", "--decant.jobs.stray-age=0s")) {
            shop.sql("INSERT INTO decant_job (id, kind, tenant, tenant_hash, status, slot, created_at, updated_at,"
                    + " requested_by, idempotency_key, attempt, fence, rows_done, rows_expected, bytes_done) VALUES ('"
                    + running + "', 'backup', '[\"x\"]', 'x', 'running', 'x', 1, 1, 'x', 'x', 1, 1, 0, 0, 0)");
            for (String place : List.of("archives/" + running + "-1", "work/" + running + "-1")) {
                Files.createDirectories(data().resolve(place));
            }
            String stray = UUID.randomUUID() + "-1";
            Files.createDirectories(data().resolve("archives/" + stray));
            Files.createDirectories(data().resolve("work/" + stray));
            until(() -> !names("archives").contains(stray) && !names("work").contains(stray));
            assertThat(names("archives")).containsExactly(running + "-1");
            assertThat(names("work")).containsExactly(running + "-1");
            shop.sql("UPDATE decant_job SET status = 'failed'");
            until(() -> names("archives").isEmpty() && names("work").isEmpty());
        }
    }

    @Test
    void whoStopsListeningMakesRoomForOthers() throws Exception {
        try (Shop shop = shop("--decant.jobs.workers=0")) {
            String path = schedule(shop, "acme");
            List<Socket> listeners = new ArrayList<>();
            try {
                for (int i = 0; i < 50; i++) {
                    listeners.add(listen(shop, path));
                }
                HttpResponse<byte[]> refused = shop.call("acme", "GET", path + "/events");
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                listeners.add(listen(shop, "other", schedule(shop, "other")));
            } finally {
                for (Socket listener : listeners) {
                    listener.close();
                }
            }
            until(() -> {
                try {
                    listen(shop, path).close();
                    return true;
                } catch (IOException full) {
                    return false;
                }
            });
        }
    }

    /** An application that stops does not wait for those who only listen. */
    @Test
    void streamsEndWhenTheProcessStops() throws Exception {
        Shop shop = shop("--decant.jobs.workers=0");
        try (Socket listener = listen(shop, schedule(shop, "acme"))) {
            long begin = System.nanoTime();
            shop.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
            assertThat(listener.getInputStream().readAllBytes()).isNotNull();
        }
    }

    @Test
    void aFolderThatCannotBeUsedFailsTheJobWithAReasonAndLaterOnesAreDone() throws Exception {
        try (Shop shop = shop("--decant.jobs.attempts=2", "--decant.jobs.back-off=100ms")) {
            for (String broken : List.of("work", "archives")) {
                Path file = Files.writeString(Files.createDirectories(data()).resolve(broken), "no folder");
                String path = schedule(shop, "acme");
                assertThat(shop.ended("acme", path).path("failure").path("code").asString(""))
                        .as(broken)
                        .isEqualTo("storage");
                Files.delete(file);
                assertThat(shop.ended("acme", schedule(shop, "acme"))
                                .get("status")
                                .stringValue())
                        .isEqualTo("completed");
                deleteAll();
            }
        }
    }

    private void deleteAll() throws IOException {
        try (Stream<Path> all = Files.walk(data())) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Socket listen(Shop shop, String path) throws IOException {
        return listen(shop, "acme", path);
    }

    /** Reads until the first event has come. @throws IOException if it is refused */
    private static Socket listen(Shop shop, String tenant, String path) throws IOException {
        URI base = URI.create(shop.base());
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream()
                .write(("GET " + path + "/events HTTP/1.1\r\nHost: x\r\nShop: " + tenant + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf("event:") < 0) {
            int next = in.read();
            if (next < 0 || text.indexOf(" 429 ") > 0) {
                socket.close();
                throw new IOException("refused");
            }
            text.append((char) next);
        }
        return socket;
    }

    private static void until(Callable<Boolean> reached) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.call()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.sleep(50);
        }
    }

    private Set<String> names(String place) throws IOException {
        if (!Files.isDirectory(data().resolve(place))) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(data().resolve(place))) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static String schedule(Shop shop, String tenant) throws Exception {
        HttpResponse<byte[]> answer = shop.call(tenant, "POST", "/backup/schedule");
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private Shop shop(String... settings) throws Exception {
        return Shop.start("jdbc:h2:mem:race" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", data(), settings)
                .withTables()
                .filled();
    }
}
