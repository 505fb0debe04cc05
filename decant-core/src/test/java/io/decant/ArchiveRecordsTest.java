package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.archive.RowDigest;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that other threads decode ahead are the same ones, and their faults are found. */
class ArchiveRecordsTest {
    private static final TenantModel MODEL = ModelReader.read("tenant: {table: orgs, columns: [org_id]}", "m.yaml");
    private static final String TABLES = """
            CREATE TABLE orgs (id text PRIMARY KEY);
            CREATE TABLE notes (id int PRIMARY KEY, org_id text NOT NULL REFERENCES orgs, note text);
            """;

    @TempDir
    Path folder;

    private final TestPostgres source = TestPostgres.newDatabase();
    private Path path = Path.of("");

    /** 20,000 rows in several parts, a few of them as large as many others together. */
    @BeforeEach
    void export() {
        source.runScript(TABLES + """
                INSERT INTO orgs VALUES ('acme');
                INSERT INTO notes SELECT i, 'acme', CASE WHEN i % 5000 = 7 THEN repeat('long, ', 20000) WHEN i % 3 > 0 THEN 'n"' || i END
                FROM generate_series(1, 20000) i;
                """);
        path = folder.resolve("acme");
        new Exporter(source, MODEL)
                .export(TenantKey.of("acme"), path, ExportOptions.DEFAULT.withPartSize(130_000), Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 64})
    void anyNumberOfThreadsGivesEachRecordOnce(int jobs) {
        try (Archive archive = Archive.open(path)) {
            for (ManifestTable table : archive.manifest().included()) {
                RowDigest digest = new RowDigest("t", table.table().columns());
                new ArchiveRecords(archive, jobs).forEach(table, digest);
                assertThat(digest.hex()).isEqualTo(table.digest());
                assertThat(digest.rows()).isEqualTo(table.rows());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void aDamagedPartIsFoundInAnyThread(int jobs) throws Exception {
        Path part = path.resolve("data/notes/00003.csv");
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length / 2] ^= 1;
        Files.write(part, bytes);
        try (Archive archive = Archive.open(path)) {
            assertThatThrownBy(() -> new ArchiveRecords(archive, jobs).forEach(notes(archive), record -> {}))
                    .isInstanceOfSatisfying(
                            DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONTENT_WRONG))
                    .hasMessageContaining("data/notes/00003.csv");
        }
    }

    @Test
    void whoTakesThemMayStopAndNoThreadGoesOn() {
        AtomicLong taken = new AtomicLong();
        try (Archive archive = Archive.open(path)) {
            assertThatThrownBy(() -> new ArchiveRecords(archive, 4).forEach(notes(archive), record -> {
                        if (taken.incrementAndGet() == 1000) {
                            throw new IllegalStateException("enough");
                        }
                    }))
                    .hasMessage("enough");
        }
        assertThat(taken).hasValue(1000);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("decant-import-decode");
    }

    @Test
    void anImportWithManyJobsWritesTheSameRows() throws SQLException {
        TestPostgres target = TestPostgres.newDatabase(TABLES);
        ImportReport report =
                new Importer(target, MODEL).importArchive(path, ImportOptions.DEFAULT.withJobs(4), Progress.NONE);
        assertThat(report.rows()).isEqualTo(20_001);
        String all = "SELECT count(*) || md5(string_agg(notes::text, ';' ORDER BY id)) FROM notes";
        assertThat(Rows.value(target, all)).isEqualTo(Rows.value(source, all));
    }

    private static ManifestTable notes(Archive archive) {
        return archive.manifest().included().stream()
                .filter(t -> t.name().name().equals("notes"))
                .findFirst()
                .orElseThrow();
    }
}
