package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.error.DecantException;
import io.decant.plan.ColumnRules;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Fixture;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole circle over schemas that are out there: out of one product, into another, and out again. The oracle is each
 * fixture's hand-written SQL, and the drivers' own text of the rows.
 */
class CircleTest {
    /** Where a target's schema is stricter, by fixture and products: refused, and nothing written. */
    private static final Map<String, String> REFUSALS = Map.of(
            "forum SQLITE POSTGRESQL", "column first_post_id is NOT NULL, and nullable in the archive",
            "forum H2 POSTGRESQL", "column first_post_id is NOT NULL, and nullable in the archive",
            "forum MARIADB POSTGRESQL", "column first_post_id is NOT NULL, and nullable in the archive",
            "forum MYSQL POSTGRESQL", "column first_post_id is NOT NULL, and nullable in the archive");

    @TempDir
    Path folder;

    static Stream<Arguments> fixturesAndProducts() {
        List<Arguments> all = new ArrayList<>();
        for (Fixture fixture : Fixture.all()) {
            for (TestProduct from : TestProduct.available()) {
                for (TestProduct to : TestProduct.available()) {
                    if (fixture.crosses(from, to) && chosen(from, to)) {
                        all.add(Arguments.of(fixture, from, to));
                    }
                }
            }
        }
        return all.stream();
    }

    /** MySQL crosses with those it is most often moved to and from; its twin takes part in every pair. */
    private static boolean chosen(TestProduct from, TestProduct to) {
        Set<TestProduct> near = EnumSet.of(TestProduct.MYSQL, TestProduct.MARIADB, TestProduct.POSTGRESQL);
        return near.containsAll(List.of(from, to)) || (from != TestProduct.MYSQL && to != TestProduct.MYSQL);
    }

    @ParameterizedTest
    @MethodSource("fixturesAndProducts")
    void goesOutAndInAndOutAgain(Fixture fixture, TestProduct from, TestProduct to) throws Exception {
        DataSource source = from.newDatabase(folder);
        try (Connection connection = source.getConnection()) {
            fixture.create(connection, from);
        }
        for (int i = 0; i < fixture.tenants().size(); i++) {
            TenantKey tenant = fixture.tenants().get(i);
            Path first = folder.resolve("first" + i);
            export(source, fixture, from, tenant, first);
            assertThat(new Verifier(Progress.NONE).verify(first).findings()).isEmpty();
            assertThat(rowsByTable(first)).isEqualTo(oracle(source, fixture, from, tenant));

            DataSource target = to.newDatabase(folder);
            try (Connection connection = target.getConnection()) {
                fixture.createTables(connection, to);
            }
            Importer importer = new Importer(target, model(fixture, to));
            String refusal = REFUSALS.get(fixture + " " + from + " " + to);
            if (refusal != null) {
                assertThatThrownBy(() -> importer.importArchive(first, ImportOptions.DEFAULT, Progress.NONE))
                        .isInstanceOf(DecantException.class)
                        .hasMessageContaining(refusal);
                assertThat(oracle(target, fixture, to, tenant).values()).containsOnly(0L);
                continue;
            }
            ImportReport report = importer.importArchive(first, ImportOptions.DEFAULT, Progress.NONE);
            assertThat(report.tables())
                    .allSatisfy(t -> assertThat(t.readBackDigest()).isEqualTo(t.writtenDigest()));
            assertThat(oracle(target, fixture, to, tenant)).isEqualTo(rowsByTable(first));
            if (from == to) {
                assertSameText(source, target, fixture, from, tenant);
            }
            CompareReport compared = new Comparer(Progress.NONE, null)
                    .compare(first, target, model(fixture, to), List.of(), null, null, null);
            assertThat(compared.tables()).allMatch(CompareReport.ComparedTable::equal);

            Path second = folder.resolve("second" + i);
            export(target, fixture, to, tenant, second);
            assertThat(digests(second)).isEqualTo(digests(first));
            if (from == to) {
                assertThat(bytes(second)).isEqualTo(bytes(first));
            }
        }
    }

    private static void export(DataSource source, Fixture fixture, TestProduct product, TenantKey tenant, Path out) {
        new Exporter(source, model(fixture, product))
                .export(tenant, out, ExportOptions.DEFAULT.withOrdered(true).withJobs(2), Progress.NONE);
    }

    static TenantModel model(Fixture fixture, TestProduct product) {
        return ModelReader.read(fixture.model(product), fixture + ".yaml");
    }

    /** Tables with a column that the model empties or drops on the way. */
    private static Set<String> changedTables(TenantModel model) {
        return model.columns().stream()
                .filter(c -> !c.rules().equals(ColumnRules.KEEP))
                .map(c -> c.column().text())
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .collect(Collectors.toSet());
    }

    /** What the drivers say of the rows that the hand-written queries find, on both sides. */
    private static void assertSameText(
            DataSource source, DataSource target, Fixture fixture, TestProduct product, TenantKey tenant)
            throws SQLException {
        Set<String> changed = changedTables(model(fixture, product));
        for (String table : fixture.tables()) {
            if (changed.contains(table)) {
                continue;
            }
            String query = fixture.rowsOf(table, tenant, product);
            assertThat(sorted(Rows.of(target, query))).as(table).isEqualTo(sorted(Rows.of(source, query)));
        }
    }

    private static List<String> sorted(List<List<String>> rows) {
        return rows.stream().map(String::valueOf).sorted().toList();
    }

    private static Map<String, Long> oracle(DataSource source, Fixture fixture, TestProduct product, TenantKey tenant)
            throws SQLException {
        try (Connection connection = source.getConnection()) {
            return lower(fixture.counts(connection, product, tenant));
        }
    }

    private static Map<String, Long> rowsByTable(Path archive) {
        try (Archive opened = Archive.open(archive)) {
            return lower(opened.manifest().included().stream()
                    .collect(Collectors.toMap(t -> t.name().name(), ManifestTable::rows)));
        }
    }

    private static <V> Map<String, V> lower(Map<String, V> byName) {
        Map<String, V> lower = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lower.putAll(byName);
        return lower;
    }

    private static Map<String, String> digests(Path archive) {
        try (Archive opened = Archive.open(archive)) {
            return lower(opened.manifest().included().stream()
                    .collect(Collectors.toMap(t -> t.name().name(), ManifestTable::digest)));
        }
    }

    /** Every file below {@code data/} with its content. */
    private static Map<String, String> bytes(Path archive) throws IOException {
        Path data = archive.resolve("data");
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(data)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(data.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}
