package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.testing.TestPostgres;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many requests and jobs the service does, with its queue empty and with a thousand jobs in it. Nothing is asserted but
 * that the answers are right: {@code -Ddecant.load=3} measures each figure for so many seconds a round, and prints them.
 */
@EnabledIfSystemProperty(named = "decant.load", matches = "\\d+")
class LoadTest {
    private static final int SECONDS = Integer.getInteger("decant.load", 3);
    private static final int ROUNDS = 5;
    private static final int CALLERS = 8;
    private static final int QUEUE = 1_000;

    @TempDir
    Path folder;

    private final Map<String, List<Double>> figures = new TreeMap<>();

    @Test
    void requestsAndJobsWithTheQueueEmptyAndFull() throws Exception {
        TestPostgres application = TestPostgres.newDatabase("""
                CREATE TABLE shops (name VARCHAR(50) PRIMARY KEY);
                CREATE TABLE orders (id BIGINT PRIMARY KEY, shop VARCHAR(50) REFERENCES shops, note TEXT);
                CREATE INDEX ON orders (shop);
                INSERT INTO shops SELECT 'shop' || i FROM generate_series(0, %d) AS i;
                INSERT INTO orders SELECT i, 'shop' || i %% %d, 'a note' FROM generate_series(1, %d) AS i;
                """.formatted(QUEUE, QUEUE + 1, 100 * QUEUE));
        try (Drill drill = new Drill(folder, application, "tenant: {table: shops, columns: [shop]}\n");
                Served served = drill.serve("jobs.workers: 0")) {
            String key = served.key("shop0");
            for (int round = -1; round < ROUNDS; round++) {
                // The first round warms up.
                requests(served, key, "queue empty", round);
                for (int i = 1; i <= QUEUE; i++) {
                    schedule(served, "shop" + i);
                }
                requests(served, key, "1,000 wait", round);
                if (round >= 0) {
                    work(drill, served, key, round);
                }
                empty(drill);
            }
        }
        figures.forEach((what, all) -> {
            Collections.sort(all);
            System.out.printf(
                    "%-50s median %7.0f, %.0f to %.0f%n",
                    what, all.get(all.size() / 2), all.get(0), all.get(all.size() - 1));
        });
    }

    private void requests(Served served, String key, String queue, int round) throws Exception {
        String mine = schedule(served, "shop0");
        measure(served, "GET", "/backup/jobs", key, 200, queue + ": GET /backup/jobs, a second", round);
        measure(served, "GET", mine, key, 200, queue + ": GET /backup/jobs/{id}, a second", round);
        measure(served, "POST", "/backup/schedule", key, 409, queue + ": POST refused by 409, a second", round);
        assertThat(served.call("DELETE", mine, "ApiSecret", key).statusCode()).isEqualTo(202);
    }

    private void measure(Served served, String method, String path, String key, int status, String what, int round)
            throws Exception {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(SECONDS);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        long answered = 0;
        try {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                counts.add(callers.submit(() -> {
                    long count = 0;
                    while (System.nanoTime() < end) {
                        HttpResponse<byte[]> answer = served.call(method, path, "ApiSecret", key);
                        assertThat(answer.statusCode()).isEqualTo(status);
                        count++;
                    }
                    return count;
                }));
            }
            for (Future<Long> count : counts) {
                answered += count.get();
            }
        } finally {
            callers.shutdownNow();
        }
        note(what, answered, begin, 1, round);
    }

    /** Jobs from a full queue, with requests beside them, and then one after the other from an empty one. */
    private void work(Drill drill, Served served, String key, int round) throws Exception {
        Replica worker = drill.start(1).get(0);
        long before = done(drill);
        long begin = System.nanoTime();
        Thread.sleep(TimeUnit.SECONDS.toMillis(3L * SECONDS));
        note("1,000 wait: jobs, a minute", done(drill) - before, begin, 60, round);
        measure(served, "GET", "/backup/jobs", key, 200, "1,000 wait, one runs: GET /backup/jobs, a second", round);
        worker.kill();
        empty(drill);
        worker = drill.start(1).get(0);
        before = done(drill);
        begin = System.nanoTime();
        while (System.nanoTime() < begin + TimeUnit.SECONDS.toNanos(3L * SECONDS)) {
            String path = schedule(served, "shop0");
            assertThat(served.ended(key, path).get("status").stringValue()).isEqualTo("completed");
        }
        note("queue empty: jobs of one tenant, a minute", done(drill) - before, begin, 60, round);
        worker.kill();
    }

    private static long done(Drill drill) throws Exception {
        return drill.count("SELECT count(*) FROM decant_job WHERE status = 'completed'");
    }

    private static void empty(Drill drill) {
        drill.jobs.runScript("DELETE FROM decant_task; DELETE FROM decant_job; DELETE FROM decant_audit");
    }

    private static String schedule(Served served, String tenant) throws Exception {
        HttpResponse<byte[]> answer =
                served.call("POST", "/backup/schedule", "ManagementKey", Served.MANAGER, "Decant-Tenant", tenant);
        assertThat(answer.statusCode()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private void note(String what, long count, long begin, int seconds, int round) {
        if (round >= 0) {
            figures.computeIfAbsent(what, any -> new ArrayList<>())
                    .add(count * 1e9 * seconds / (System.nanoTime() - begin));
        }
    }
}
