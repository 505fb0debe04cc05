package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.SlowWire;
import io.decant.testing.TestPostgres;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An export reads no faster than it was told, and less where its database becomes slow. */
class ExportPaceTest {
    private static final TenantModel MODEL =
            ModelReader.read("tenant: {table: org, columns: [org_id]}\n", "decant.yaml");
    private static final String TABLES = """
            CREATE TABLE org (id int PRIMARY KEY);
            INSERT INTO org VALUES (1);
            CREATE TABLE event (id int PRIMARY KEY, org_id int NOT NULL REFERENCES org, note varchar(100));
            CREATE TABLE login (id int PRIMARY KEY, org_id int NOT NULL REFERENCES org, note varchar(100));
            INSERT INTO event SELECT i, 1, repeat('n', 91) FROM SERIES(1, 2000);
            INSERT INTO login SELECT i, 1, repeat('n', 91) FROM SERIES(1, 2000);
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, 1, 2000rows/s, 2.001",
        "POSTGRESQL, 2, 2000rows/s, 2.001",
        "POSTGRESQL, 2, 200KB/s, 1.9",
        "H2, 1, 2000rows/s, 2.001",
        "H2, 1, 200KB/s, 1.9",
    })
    void theWholeExportKeepsTheRateWhateverItsJobs(TestProduct product, int jobs, String rate, double share)
            throws Exception {
        DataSource source = filled(product, TABLES);
        ExportOptions options = ExportOptions.DEFAULT.withJobs(jobs);
        ExportReport free = export(source, options, "free");
        long start = System.nanoTime();
        ExportReport paced = export(source, options.withMaxRate(MaxRate.of(rate)), "paced");
        double seconds = (System.nanoTime() - start) / 1e9;
        // A tenth of a second's share may be saved up at the start.
        assertThat(seconds).isBetween(share - 0.11, share + 20);
        assertThat(paced.tables()).isEqualTo(free.tables());
        assertThat(new Verifier(Progress.NONE).verify(folder.resolve("paced")).findings())
                .isEmpty();
    }

    @Test
    void manySmallTablesAreCountedTogether() throws Exception {
        StringBuilder script =
                new StringBuilder("CREATE TABLE org (id int PRIMARY KEY);\nINSERT INTO org VALUES (1);\n");
        for (int table = 0; table < 100; table++) {
            script.append("CREATE TABLE t" + table + " (id int PRIMARY KEY, org_id int NOT NULL REFERENCES org);\n"
                    + "INSERT INTO t" + table + " VALUES (1, 1), (2, 1), (3, 1), (4, 1);\n");
        }
        DataSource source = filled(TestProduct.H2, script.toString());
        long start = System.nanoTime();
        export(source, ExportOptions.DEFAULT.withMaxRate(MaxRate.of("200rows/s")), "small");
        assertThat((System.nanoTime() - start) / 1e9).isBetween(401 / 200.0 - 0.11, 30.0);
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL", "H2"})
    void anExportThatWaitsForItsRateHearsAnInterrupt(TestProduct product) throws Exception {
        DataSource source = filled(product, TABLES);
        Thread here = Thread.currentThread();
        Timer timer = new Timer(true);
        Progress interruptsOnceRowsAreRead = new Progress() {
            @Override
            public void begin(String phase, long rows, long bytes) {
                if (phase.equals("export")) {
                    timer.schedule(
                            new TimerTask() {
                                @Override
                                public void run() {
                                    here.interrupt();
                                }
                            },
                            200);
                }
            }

            @Override
            public void advance(long rows, long bytes) {
                // Not reached at a row a second.
            }

            @Override
            public void end() {
                timer.cancel();
            }
        };
        ExportOptions slow = ExportOptions.DEFAULT.withMaxRate(MaxRate.of("1rows/s"));
        long start = System.nanoTime();
        assertThatThrownBy(() -> new Exporter(source, MODEL)
                        .export(TenantKey.of("1"), folder.resolve("out"), slow, interruptsOnceRowsAreRead))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(20).toNanos());
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aDatabaseThatBecomesSlowIsLeftAloneForAsLongAsItIsLate() throws Exception {
        int rows = 40_000;
        TestPostgres source = (TestPostgres) filled(TestProduct.POSTGRESQL, TABLES.replace("2000);", rows + ");"));
        ExportOptions fast = ExportOptions.DEFAULT.withMaxRate(MaxRate.of("1GB/s"));
        // A row takes about 120 bytes; the first table's last third and all of the second come 500 ns a byte later.
        long paused;
        try (SlowWire wire = new SlowWire(source, rows * 80L, 500)) {
            long start = System.nanoTime();
            ExportReport report = export(wire.database(), fast, "slow");
            long millis = (System.nanoTime() - start) / 1_000_000;
            paused = paused(report);
            long late = wire.millis(rows * 30L);
            assertThat(paused).isBetween(late / 6, late * 6);
            assertThat(millis).isGreaterThan(paused + late);
        }
        try (SlowWire wire = new SlowWire(source, Long.MAX_VALUE, 0)) {
            assertThat(paused(export(wire.database(), fast, "well")))
                    .as("but for what a busy machine does")
                    .isLessThan(paused / 2);
        }
    }

    /** Milliseconds. */
    private static long paused(ExportReport report) {
        return report.notes().stream()
                .filter(note -> note.contains("became slow"))
                .mapToLong(note -> Long.parseLong(note.replaceAll(".* for (\\d+) ms .*", "$1")))
                .sum();
    }

    private ExportReport export(DataSource source, ExportOptions options, String name) {
        return new Exporter(source, MODEL).export(TenantKey.of("1"), folder.resolve(name), options, Progress.NONE);
    }

    private DataSource filled(TestProduct product, String script) throws Exception {
        DataSource source = product.newDatabase(folder);
        String series = product == TestProduct.H2 ? "SYSTEM_RANGE($1) AS s(i)" : "generate_series($1) AS s(i)";
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(script.replaceAll("SERIES\\(([^)]*)\\)", series));
        }
        return source;
    }
}
