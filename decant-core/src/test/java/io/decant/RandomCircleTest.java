package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.error.DecantException;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSource;
import io.decant.schema.Column;
import io.decant.testing.Campaign;
import io.decant.testing.RandomDatabase;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The circle over schemas that nobody wrote: random tables, references and rows. The oracle is a search over the rows in
 * plain Java, which knows no filters and no SQL.
 *
 * <p>{@code -Ddecant.minutes=60} goes on for an hour; {@code -Ddecant.seed=…} plays one case again.
 */
@Tag("random")
class RandomCircleTest {
    private static final int CASES = 12;

    @RegisterExtension
    final Campaign campaign = new Campaign();

    @TempDir
    Path folder;

    @Test
    void whatLeavesIsWhatASearchFindsAndComesBackEqual() throws Exception {
        campaign.run(CASES, this::circle);
    }

    private void circle(long seed) throws Exception {
        RandomDatabase random = RandomDatabase.of(seed);
        Random choice = new Random(seed);
        List<TestProduct> products = TestProduct.always();
        TestProduct from = products.get(choice.nextInt(products.size()));
        TestProduct to = products.get(choice.nextInt(products.size()));
        String what = random + " from " + from + " to " + to;
        TenantModel model = ModelReader.read(random.model(), "random.yaml");
        Path here = Files.createTempDirectory(folder, "case");
        DataSource source = from.newDatabase(here);
        try {
            try (Connection connection = source.getConnection()) {
                random.create(connection, from);
            }
            for (TenantKey tenant : random.tenants()) {
                circle(random, model, tenant, source, to, here);
            }
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(what + "\n" + random.describe(), failure);
        } finally {
            from.drop(source);
        }
    }

    private static void circle(
            RandomDatabase random, TenantModel model, TenantKey tenant, DataSource source, TestProduct to, Path folder)
            throws Exception {
        Path first = Files.createTempDirectory(folder, "first");
        new Exporter(source, model).export(tenant, first, ExportOptions.DEFAULT.withJobs(2), Progress.NONE);
        assertThat(new Verifier(Progress.NONE).verify(first).findings()).isEmpty();
        Map<String, Set<String>> expected = random.expected(tenant);
        assertThat(marks(first)).isEqualTo(expected);

        DataSource target = to.newDatabase(folder);
        try (Connection connection = target.getConnection()) {
            random.createTables(connection, to);
        }
        try {
            comesBackEqual(random, model, tenant, first, target, to, folder);
        } finally {
            to.drop(target);
        }
    }

    private static void comesBackEqual(
            RandomDatabase random,
            TenantModel model,
            TenantKey tenant,
            Path first,
            DataSource target,
            TestProduct to,
            Path folder)
            throws Exception {
        Map<String, Set<String>> expected = random.expected(tenant);
        try {
            new Importer(target, model).importArchive(first, ImportOptions.DEFAULT, Progress.NONE);
        } catch (DecantException refused) {
            // These check each row at once: some cycles cannot be loaded there, and that is said before anything is
            // written.
            assertThat(to).isIn(TestProduct.H2, TestProduct.MARIADB, TestProduct.MYSQL);
            assertThat(refused).hasMessageContaining("close a cycle");
            assertThat(marks(target, random).values()).allMatch(Set::isEmpty);
            return;
        }
        assertThat(marks(target, random)).isEqualTo(expected);

        Path second = Files.createTempDirectory(folder, "second");
        new Exporter(target, model).export(tenant, second, ExportOptions.DEFAULT.withOrdered(true), Progress.NONE);
        assertThat(digests(second)).isEqualTo(digests(first));
    }

    private static Map<String, Set<String>> marks(Path archive) {
        Map<String, Set<String>> marks = new TreeMap<>();
        try (Archive opened = Archive.open(archive)) {
            for (ManifestTable table : opened.manifest().included()) {
                List<String> names =
                        table.table().columns().stream().map(Column::name).toList();
                int mark = names.indexOf("mark");
                Set<String> found = new TreeSet<>();
                RecordBuffer record = new RecordBuffer();
                try (RecordSource records = opened.records(table)) {
                    while (records.next(record)) {
                        found.add(record.text(mark));
                    }
                }
                marks.put(table.name().name(), found);
            }
        }
        return marks;
    }

    private static Map<String, Set<String>> marks(DataSource database, RandomDatabase random) throws SQLException {
        Map<String, Set<String>> marks = new TreeMap<>();
        for (String table : random.tables()) {
            marks.put(
                    table,
                    Rows.of(database, "SELECT \"mark\" FROM \"" + table + "\"").stream()
                            .map(row -> row.get(0))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return marks;
    }

    private static Map<String, String> digests(Path archive) {
        try (Archive opened = Archive.open(archive)) {
            Stream<ManifestTable> tables = opened.manifest().included().stream();
            return tables.collect(Collectors.toMap(t -> t.name().name(), ManifestTable::digest));
        }
    }
}
