package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with nothing configured: jobs and sample in embedded files, which an interrupted thread can close. */
class EmbeddedTest {
    private static final int CANCELLED = 12;

    @TempDir
    Path folder;

    @Test
    void jobsThatAreCancelledInTheirMidstLeaveTheDatabasesWhole() throws Exception {
        Random random = new Random(4711);
        try (Served served = Served.start(folder)) {
            String key = served.key("acme");
            int stopped = 0;
            for (int i = 0; i < CANCELLED; i++) {
                String path = served.call("POST", "/backup/schedule", "ApiSecret", key)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
                Thread.sleep(random.nextInt(1_200));
                assertThat(served.call("DELETE", path, "ApiSecret", key).statusCode())
                        .isEqualTo(202);
                String failure =
                        served.ended(key, path).path("failure").path("code").asString("none");
                assertThat(failure).isIn("cancelled", "none");
                stopped += failure.equals("cancelled") ? 1 : 0;
            }
            assertThat(stopped).isPositive();
            String last = served.backup(key);
            assertThat(served.ended(key, last).get("status").stringValue()).isEqualTo("completed");
            assertThat(Served.json(served.call("GET", "/backup/jobs", "ApiSecret", key))
                            .size())
                    .isEqualTo(CANCELLED + 1);
        }
    }
}
