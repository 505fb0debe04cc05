package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.schema.TableName;
import io.decant.testing.TestPostgres;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One table that outweighs all others is read by several connections, range by range. */
class ChunkedExportTest {
    private static final TenantModel MODEL =
            ModelReader.read("tenant:\n  table: org\n  columns: [org_id]\n", "decant.yaml");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "bigint, '(i - 30000) * 7'",
        "uuid, gen_random_uuid()",
        "text, 'md5(i::text)'",
        "numeric, i / 3.0",
    })
    void readsEveryRowOnceWhateverTheKey(String type, String key) {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE org (id int PRIMARY KEY);
                INSERT INTO org VALUES (1), (2);
                CREATE TABLE event (org_id int NOT NULL REFERENCES org, id %s, note text, PRIMARY KEY (org_id, id));
                INSERT INTO event SELECT 1 + (i %% 5) / 4, %s, 'note ' || i FROM generate_series(1, 80000) i;
                """.formatted(type, key));
        String alone = export(database, 1, "alone");
        String together = export(database, 3, "together");
        assertThat(together).isEqualTo(alone);
        assertThat(new Verifier(Progress.NONE)
                        .verify(folder.resolve("together"))
                        .findings())
                .isEmpty();
        boolean cut = type.equals("bigint") || type.equals("uuid");
        assertThat(events("together").parts()).hasSize(cut ? 6 : 1);
        assertThat(events("together").rows()).isEqualTo(64_000);
    }

    private String export(TestPostgres database, int jobs, String name) {
        new Exporter(database, MODEL, Clock.systemUTC(), 50_000)
                .export(TenantKey.of("1"), folder.resolve(name), ExportOptions.DEFAULT.withJobs(jobs), Progress.NONE);
        return events(name).digest();
    }

    private ManifestTable events(String name) {
        try (Archive archive = Archive.open(folder.resolve(name))) {
            return archive.manifest().table(new TableName("public", "event")).orElseThrow();
        }
    }
}
