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
import org.junit.jupiter.api.Test;
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
        // A heap is read by blocks, whatever the key; four ranges a connection.
        "bigint, '(i - 30000) * 7', '', 12",
        "text, 'md5(i::text)', '', 12",
        // A partitioned table has no blocks of its own: two ranges of keys a connection, where keys have ends to
        // compute.
        "bigint, '(i - 30000) * 7', PARTITION BY HASH (id), 6",
        "uuid, gen_random_uuid(), PARTITION BY HASH (id), 6",
        "text, 'md5(i::text)', PARTITION BY HASH (id), 1",
        "numeric, i / 3.0, PARTITION BY HASH (id), 1",
    })
    void readsEveryRowOnceWhateverTheKey(String type, String key, String partitioned, int parts) {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE org (id int PRIMARY KEY);
                INSERT INTO org VALUES (1), (2);
                CREATE TABLE event (org_id int NOT NULL REFERENCES org, id %s, note text, PRIMARY KEY (org_id, id)) %s;
                """.formatted(type, partitioned));
        if (!partitioned.isEmpty()) {
            database.runScript("""
                    CREATE TABLE event_0 PARTITION OF event FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                    CREATE TABLE event_1 PARTITION OF event FOR VALUES WITH (MODULUS 2, REMAINDER 1);
                    """);
        }
        database.runScript(
                "INSERT INTO event SELECT 1 + (i %% 5) / 4, %s, 'note ' || i FROM generate_series(1, 80000) i"
                        .formatted(key));
        assertThat(cutsInto(database)).isEqualTo(parts);
        assertThat(events("together").rows()).isEqualTo(64_000);
    }

    @Test
    void leavesRowsThatLieFarBetweenToAnIndex() {
        TestPostgres database = TestPostgres.newDatabase("""
                CREATE TABLE org (id int PRIMARY KEY);
                INSERT INTO org VALUES (1), (2);
                CREATE TABLE event (org_id int NOT NULL REFERENCES org, id int PRIMARY KEY, note text)
                    WITH (fillfactor = 10);
                CREATE INDEX ON event (org_id);
                INSERT INTO event SELECT 1 + (i % 5) / 4, i, repeat('x', 200) FROM generate_series(1, 70000) i;
                """);
        assertThat(cutsInto(database)).isOne();
        assertThat(events("together").rows()).isEqualTo(56_000);
    }

    /** How many parts three connections write; the digest is that of one connection. */
    private int cutsInto(TestPostgres database) {
        String alone = export(database, 1, "alone");
        String together = export(database, 3, "together");
        assertThat(together).isEqualTo(alone);
        assertThat(new Verifier(Progress.NONE)
                        .verify(folder.resolve("together"))
                        .findings())
                .isEmpty();
        return events("together").parts().size();
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
