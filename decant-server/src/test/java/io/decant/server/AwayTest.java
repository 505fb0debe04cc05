package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.cli.sample.SampleTenant;
import io.decant.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job database goes away while jobs run, and comes back. */
class AwayTest {
    @TempDir
    Path folder;

    @Test
    void aJobOutlivesAJobDatabaseThatIsAwayForSomeSeconds() throws Exception {
        try (Drill drill = Drill.of(folder, new SampleTenant("acme", 100_000));
                Served served = drill.serve("jobs.heartbeat: 500ms", "jobs.back-off: 100ms", "jobs.attempts: 5")) {
            drill.watchStates();
            String key = served.key("acme");
            String path = served.call("POST", "/backup/schedule", "ApiSecret", key)
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            Drill.until(() -> drill.count("SELECT count(*) FROM decant_job WHERE rows_done > 0") == 1, "it works");
            away(drill.jobs, true);
            // For longer than a worker's silence is borne.
            Thread.sleep(4_000);
            away(drill.jobs, false);
            assertThat(served.ended(key, path).get("status").stringValue()).isEqualTo("completed");
            assertThat(drill.count("SELECT count(*) FROM drill_history WHERE status = 'completed'"))
                    .isOne();
        }
    }

    @Test
    void connectionsThatAreCutAgainAndAgainFailNoJob() throws Exception {
        try (Drill drill = Drill.of(folder, new SampleTenant("acme", 2_000));
                Served served = drill.serve("jobs.heartbeat: 500ms", "jobs.back-off: 10ms", "jobs.attempts: 50")) {
            drill.watchStates();
            String key = served.key("acme");
            for (int job = 0; job < 5; job++) {
                String path = served.call("POST", "/backup/schedule", "ApiSecret", key)
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
                for (int cut = 0; cut < 8; cut++) {
                    cut(drill.jobs);
                    Thread.sleep(30);
                }
                assertThat(served.ended(key, path).toString()).contains("\"completed\"");
            }
            assertThat(drill.count("SELECT count(*) FROM drill_history WHERE status = 'completed'"))
                    .isEqualTo(5);
        }
    }

    private static void away(TestPostgres jobs, boolean away) throws Exception {
        postgres(jobs, "ALTER DATABASE " + jobs.getDatabaseName() + " ALLOW_CONNECTIONS " + !away);
        if (away) {
            cut(jobs);
        }
    }

    private static void cut(TestPostgres jobs) throws Exception {
        postgres(
                jobs,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + jobs.getDatabaseName()
                        + "'");
    }

    /** From another database of the server. */
    private static void postgres(TestPostgres jobs, String sql) throws Exception {
        TestPostgres server = jobs.as("postgres", "not needed");
        server.setDatabaseName("postgres");
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
