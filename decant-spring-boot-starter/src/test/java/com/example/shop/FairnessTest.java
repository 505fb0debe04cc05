package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.testing.Rows;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many tenants, one worker, which ends one job after the other, so that the last change of each tells the order. {@code
 * -Ddecant.tenants=1000} for a long run.
 */
class FairnessTest {
    private static final int TENANTS = Integer.getInteger("decant.tenants", 100);
    private static final int CALLERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60 + TENANTS);
    private static final String ENDED = "SELECT count(*) FROM decant_job WHERE status = 'completed'";

    @TempDir
    Path folder;

    @Test
    void tenantsAreServedInTheOrderOfSchedulingAndNoneComesTwiceBeforeTheOthers() throws Exception {
        String url = "jdbc:h2:mem:fairness;DB_CLOSE_DELAY=-1";
        try (Shop waiting = Shop.start(url, folder, "--decant.jobs.workers=0").withTables()) {
            waiting.sql("INSERT INTO shops SELECT 'shop' || x, 'title' FROM system_range(1, " + TENANTS + ")");
            waiting.sql("INSERT INTO orders SELECT x, 'shop' || x, 'note' FROM system_range(1, " + TENANTS + ")");
            scheduleAtOnce(waiting);
            try (Shop working = Shop.start(url, folder, "--decant.jobs.workers=1")) {
                String greedy = Rows.value(
                        working.database(),
                        "SELECT tenant FROM decant_job ORDER BY created_at, id FETCH FIRST ROW ONLY");
                String name = greedy.substring(2, greedy.length() - 2);
                long end = System.nanoTime() + PATIENCE.toNanos();
                boolean again = false;
                while (ended(working) < TENANTS + 1) {
                    assertThat(System.nanoTime())
                            .as(ended(working) + " have ended")
                            .isLessThan(end);
                    again = again
                            || working.call(name, "POST", "/backup/schedule").statusCode() == 202;
                    Thread.sleep(50);
                }
                List<List<String>> served =
                        Rows.of(working.database(), "SELECT created_at, tenant FROM decant_job ORDER BY updated_at");
                assertThat(served.stream().map(job -> Long.parseLong(job.get(0))))
                        .isSorted();
                assertThat(served.get(TENANTS).get(1))
                        .as("who came twice is last")
                        .isEqualTo(greedy);
            }
        }
    }

    private static void scheduleAtOnce(Shop shop) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<HttpResponse<byte[]>>> calls = new ArrayList<>();
            for (int i = 1; i <= TENANTS; i++) {
                String tenant = "shop" + i;
                calls.add(callers.submit(() -> shop.call(tenant, "POST", "/backup/schedule")));
            }
            for (Future<HttpResponse<byte[]>> call : calls) {
                assertThat(call.get().statusCode()).isEqualTo(202);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private static long ended(Shop shop) throws Exception {
        return Long.parseLong(Rows.value(shop.database(), ENDED));
    }
}
