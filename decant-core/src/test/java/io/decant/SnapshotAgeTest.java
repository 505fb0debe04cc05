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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Past its age a snapshot is given up, whatever the export is doing, and the database has its peace. */
class SnapshotAgeTest {
    private static final String TABLES = """
            CREATE TABLE org (id int PRIMARY KEY);
            INSERT INTO org VALUES (1);
            CREATE TABLE event (id int PRIMARY KEY, org_id int NOT NULL REFERENCES org (id), code int NOT NULL);
            INSERT INTO event SELECT i, 1, i FROM SERIES(1, 50000);
            CREATE TABLE trace (id int PRIMARY KEY, code int NOT NULL);
            INSERT INTO trace SELECT i, i FROM SERIES(1, 50000);
            """;
    private static final String MODEL = "tenant: {table: org, columns: [org_id]}\n";
    private static final TenantModel WITHOUT_TRACES =
            ModelReader.read(MODEL + "tables: {trace: {exclude: not of interest}}\n", "decant.yaml");
    /** A reference without any index: with the planner's ways out closed, billions of comparisons. */
    private static final TenantModel SILENT_FOR_LONG = ModelReader.read(
            MODEL + "references:\n  - {child: trace, columns: [code], parent: event, parentColumns: [code]}\n",
            "decant.yaml");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2", "MARIADB"})
    void anExportThatIsTooSlowIsGivenUpAndLeavesNothing(TestProduct product) throws Exception {
        if (!TestProduct.available().contains(product)) {
            return;
        }
        DataSource source = filled(product);
        ExportOptions slow =
                ExportOptions.DEFAULT.withMaxRate(MaxRate.of("100rows/s")).withMaxSnapshotAge(Duration.ofMillis(1500));
        givenUp(source, WITHOUT_TRACES, slow, 15);
        ExportOptions allowed = ExportOptions.DEFAULT.withMaxSnapshotAge(Duration.ofMinutes(10));
        new Exporter(source, WITHOUT_TRACES)
                .export(TenantKey.of("1"), folder.resolve("in time"), allowed, Progress.NONE);
        assertThat(new Verifier(Progress.NONE).verify(folder.resolve("in time")).findings())
                .isEmpty();
    }

    @Test
    void aQueryThatIsSilentIsCancelledInTheSameProcess() throws Exception {
        DataSource source = filled(TestProduct.H2);
        SnapshotAge age = new SnapshotAge(Duration.ofMillis(300), new Cancellation(), System::nanoTime);
        try (PlannedSnapshot planned = PlannedSnapshot.open(source, WITHOUT_TRACES, List.of(), 1, age);
                Statement statement = planned.connection().createStatement()) {
            // 10^12 rows to count: it does not end by itself.
            assertThatThrownBy(() -> statement.executeQuery(
                            "SELECT count(*) FROM SYSTEM_RANGE(1, 1000000) a, SYSTEM_RANGE(1, 1000000) b"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        }
        assertThatThrownBy(age::check).hasMessageContaining("older than 0.3s");
    }

    @Test
    void aQueryThatIsSilentIsCancelledOnTheServer() throws Exception {
        TestPostgres source = (TestPostgres) filled(TestProduct.POSTGRESQL);
        source.runScript("""
                DO $$ BEGIN
                    EXECUTE format('ALTER DATABASE %I SET enable_hashjoin = off', current_database());
                    EXECUTE format('ALTER DATABASE %I SET enable_mergejoin = off', current_database());
                    EXECUTE format('ALTER DATABASE %I SET enable_hashagg = off', current_database());
                    EXECUTE format('ALTER DATABASE %I SET enable_sort = off', current_database());
                END $$""");
        givenUp(source, SILENT_FOR_LONG, ExportOptions.DEFAULT.withMaxSnapshotAge(Duration.ofMillis(1500)), 15);
        assertThat(others(source)).isZero();
    }

    @Test
    void aWireThatFellSilentIsCut() throws Exception {
        TestPostgres source = (TestPostgres) filled(TestProduct.POSTGRESQL);
        try (SlowWire wire = new SlowWire(source, 300_000, SlowWire.SILENT)) {
            ExportOptions options = ExportOptions.DEFAULT.withJobs(2).withMaxSnapshotAge(Duration.ofMillis(1500));
            givenUp(wire.database(), WITHOUT_TRACES, options, 40);
        }
    }

    @Test
    void theAgeCountsFromBeforeTheSnapshotByTheGivenClock() throws Exception {
        DataSource source = filled(TestProduct.H2);
        Cancellation cancellation = new Cancellation();
        long[] now = {Long.MAX_VALUE - 10};
        SnapshotAge age = new SnapshotAge(Duration.ofHours(1), cancellation, () -> now[0]++);
        try (PlannedSnapshot planned = PlannedSnapshot.open(source, WITHOUT_TRACES, List.of(), 1, age)) {
            assertThat(planned.isTenant(TenantKey.of("1"), TenantKey.of("1"))).isTrue();
        }
        age.check();
        long[] jumping = {0};
        SnapshotAge old = new SnapshotAge(
                Duration.ofHours(1),
                cancellation,
                () -> jumping[0] += Duration.ofMinutes(61).toNanos());
        PlannedSnapshot planned = PlannedSnapshot.open(source, WITHOUT_TRACES, List.of(), 1, old);
        try (planned) {
            while (!cancellation.cancelled()) {
                Thread.onSpinWait();
            }
        }
        assertThatThrownBy(old::check).hasMessageContaining("older than 1h");
    }

    private void givenUp(DataSource source, TenantModel model, ExportOptions options, int seconds) throws IOException {
        List<String> before = files();
        long start = System.nanoTime();
        assertThatThrownBy(() -> new Exporter(source, model)
                        .export(TenantKey.of("1"), folder.resolve("out"), options, Progress.NONE))
                .isInstanceOfSatisfying(DecantException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SNAPSHOT_EXPIRED);
                    assertThat(e.code().outcome().exitCode()).isEqualTo(4);
                })
                .hasMessageContaining("older than 1.5s")
                .hasMessageContaining("Nothing was published");
        assertThat((System.nanoTime() - start) / 1e9).isBetween(1.5, (double) seconds);
        assertThat(files()).isEqualTo(before);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("decant-snapshot-age"));
    }

    /** Everything in the folder but what databases keep there. */
    private List<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.map(folder::relativize)
                    .map(Path::toString)
                    .filter(f -> !f.matches("db\\d+\\..*"))
                    .sorted()
                    .toList();
        }
    }

    /** How many other sessions the database has, once those that were closed have had a moment to go. */
    private static long others(TestPostgres database) throws SQLException {
        String sql = "SELECT count(*) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active'";
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private DataSource filled(TestProduct product) throws SQLException {
        DataSource source = product.newDatabase(folder);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : script(product).split(";\n", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
        return source;
    }

    private static String script(TestProduct product) {
        return switch (product) {
            case H2 -> TABLES.replaceAll("SERIES\\((.*)\\)", "SYSTEM_RANGE($1) AS s(i)");
            case POSTGRESQL -> TABLES.replaceAll("SERIES\\((.*)\\)", "generate_series($1) AS s(i)");
            default -> TABLES.replaceAll("INSERT INTO (\\w+) SELECT (.*) FROM SERIES\\(1, (\\d+)\\)", """
                        INSERT INTO $1 WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 900)
                        SELECT $2 FROM s""");
        };
    }
}
