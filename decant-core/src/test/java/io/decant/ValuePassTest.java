package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values whose form a model names are looked at before an import, unless the archive was made under the same names. */
class ValuePassTest {
    @TempDir
    private Path folder;

    @Test
    void nothingIsLookedAtUnderTheSameRules() throws Exception {
        assertThat(looked("Asia/Kolkata", "2026-01-01 10:00:00")).isZero();
    }

    @Test
    void everyRowIsLookedAtWhereTheTargetHasAnotherZone() throws Exception {
        assertThat(looked("UTC", "2026-01-01 15:30:00")).isEqualTo(2);
    }

    private Path export(String zone) throws Exception {
        DataSource source = database("source");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO account VALUES ('a')");
            statement.execute(
                    "INSERT INTO visit VALUES (1, 'a', '2026-01-01 10:00:00'), (2, 'a', '2026-07-01 10:00:00')");
        }
        Path archive = folder.resolve("archive");
        new Exporter(source, model(zone)).export(TenantKey.of("a"), archive, ExportOptions.DEFAULT, Progress.NONE);
        return archive;
    }

    /**
     * Imports into a target whose clocks are India's, which have been put forward and back in their time.
     *
     * @param zone the source's
     * @return how many rows were looked at before the load
     */
    private long looked(String zone, String first) throws Exception {
        Path archive = export(zone);
        DataSource target = database("target");
        Looks looks = new Looks();
        new Importer(target, model("Asia/Kolkata")).importArchive(archive, ImportOptions.DEFAULT, looks);
        try (Connection connection = target.getConnection()) {
            assertThat(Rows.of(connection, "SELECT at FROM visit WHERE id = 1").get(0))
                    .containsExactly(first);
        }
        return looks.rows.get();
    }

    private DataSource database(String name) throws Exception {
        DataSource database = TestProduct.SQLITE.newDatabase(Files.createDirectories(folder.resolve(name)));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE account (id text PRIMARY KEY NOT NULL)");
            statement.execute(
                    "CREATE TABLE visit (id integer PRIMARY KEY, account text NOT NULL REFERENCES account (id),"
                            + " at text NOT NULL)");
        }
        return database;
    }

    private static TenantModel model(String zone) {
        return ModelReader.read(
                "tenant: {table: account, key: [id], columns: [account]}\n"
                        + "columns: {visit.at: {type: timestamptz, zone: " + zone + ", stored: iso-space}}\n",
                "visits.yaml");
    }

    /** Counts what happens in the one phase. */
    private static final class Looks implements Progress {
        private final AtomicLong rows = new AtomicLong();
        private volatile boolean looking;

        @Override
        public void begin(String phase, long expected, long bytes) {
            looking = phase.equals("look at values");
        }

        @Override
        public void advance(long more, long bytes) {
            if (looking) {
                rows.addAndGet(more);
            }
        }

        @Override
        public void end() {}
    }
}
