package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.testing.Rows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** An export reads a streaming replica of PostgreSQL, by a role that may only select, while the primary is written to. */
class StandbyTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void aReplicaGivesWhatThePrimaryHasBySelectAlone() throws Exception {
        Path primaryData = folder.resolve("primary");
        int port;
        try (EmbeddedPostgres first = start(primaryData, 0)) {
            port = first.getPort();
            run(first.getPostgresDatabase(), """
                    CREATE TABLE org (id INT PRIMARY KEY);
                    CREATE TABLE event (id INT PRIMARY KEY, org_id INT NOT NULL REFERENCES org, note TEXT);
                    CREATE INDEX ON event (org_id);
                    INSERT INTO org VALUES (1), (2);
                    INSERT INTO event SELECT i, 1 + i % 2, 'note ' || i FROM generate_series(1, 100000) AS i;
                    CREATE ROLE reader LOGIN;
                    GRANT SELECT ON org, event TO reader;
                    """);
        }
        Path standbyData = folder.resolve("standby");
        copy(primaryData, standbyData);
        Files.createFile(standbyData.resolve("standby.signal"));
        Files.write(
                standbyData.resolve("postgresql.auto.conf"),
                List.of("primary_conninfo = 'host=127.0.0.1 port=" + port + " user=postgres'"),
                StandardOpenOption.APPEND);
        try (EmbeddedPostgres primary = start(primaryData, port);
                EmbeddedPostgres standby = start(standbyData, 0)) {
            DataSource written = primary.getPostgresDatabase();
            // What was never in the copied files has come by the stream.
            run(written, "INSERT INTO event VALUES (0, 1, 'streamed')");
            until(standby.getPostgresDatabase(), "SELECT count(*) FROM event", "100001");
            assertThat(Rows.value(standby.getPostgresDatabase(), "SELECT pg_is_in_recovery()"))
                    .isEqualTo("t");
            PGSimpleDataSource reader = (PGSimpleDataSource) standby.getDatabase("reader", "postgres");
            for (int jobs : new int[] {1, 2}) {
                ExportReport replicas = export(reader, jobs, "replica" + jobs);
                ExportReport primarys = export(written, jobs, "primary" + jobs);
                assertThat(replicas.tables()).isEqualTo(primarys.tables());
                assertThat(new Verifier(Progress.NONE)
                                .verify(folder.resolve("replica" + jobs))
                                .sound())
                        .isTrue();
            }
            assertThat(Rows.value(written, "SELECT count(*) FROM event WHERE org_id = 1"))
                    .isEqualTo("50001");
        }
    }

    private ExportReport export(DataSource source, int jobs, String name) {
        return new Exporter(source, ModelReader.read("tenant: {table: org, columns: [org_id]}\n", "decant.yaml"))
                .export(TenantKey.of("1"), folder.resolve(name), ExportOptions.DEFAULT.withJobs(jobs), Progress.NONE);
    }

    private static EmbeddedPostgres start(Path data, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(data.resolveSibling("binaries").toFile())
                .setPort(port)
                .setLocaleConfig("locale", "C.UTF-8")
                .setPGStartupWait(PATIENCE)
                .start();
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void until(DataSource database, String sql, String value) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Rows.value(database, sql).equals(value)) {
            assertThat(System.nanoTime()).as("waited too long for " + sql).isLessThan(end);
            Thread.sleep(50);
        }
    }

    /** With the rights that the server insists on. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path copy = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectory(
                            copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } else if (!path.getFileName().toString().equals("postmaster.pid")) {
                    Files.copy(path, copy);
                }
            }
        }
    }
}
