package io.decant.spring.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;

class MigrationsTest {
    private static final int PROCESSES = 6;

    @RepeatedTest(5)
    void processesThatStartAtOnceInAnEmptyDatabaseMakeTheTablesOnce() throws Exception {
        String url = TestPostgres.newDatabase().jdbcUrl();
        CyclicBarrier ready = new CyclicBarrier(PROCESSES);
        ExecutorService processes = Executors.newFixedThreadPool(PROCESSES);
        try (HikariDataSource after = database(url)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                runs.add(processes.submit(() -> {
                    try (HikariDataSource database = database(url)) {
                        ready.await();
                        Migrations.JOBS.run(database);
                    }
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
            assertThat(Rows.of(after, "SELECT version FROM decant_schema_history WHERE version <> '0'"))
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
            assertThat(Rows.of(after, "SELECT id FROM decant_job")).isEmpty();
        } finally {
            processes.shutdownNow();
        }
    }

    private static HikariDataSource database(String url) {
        HikariDataSource database = new HikariDataSource();
        database.setJdbcUrl(url);
        database.setUsername("postgres");
        database.setPassword("");
        database.setMaximumPoolSize(3);
        return database;
    }
}
