package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.ImportOptions.Allowance;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Fixture;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fixture from every product into every other one: exact, or refused with every column and the number of its rows,
 * and with the losses counted where they are allowed. The oracle is the source's own SQL, written by hand.
 */
class CrossingTest {
    private static final Set<Allowance> LOSSY = Set.of(Allowance.LOSSY);

    /** H2 counts UTF-16 units where others count characters, so what is computed from a length is another number. */
    private static final String OTHER_LENGTHS = "  issues.title_length: {onImport: drop}\n";

    /** Numbers in a JSON array of the application's own are not the canonical text of an array of integers. */
    private static final String OWN_ARRAYS =
            "SELECT count(*) FROM issues WHERE org_id = :tenant AND matrix LIKE '[[1,%'";

    private static final String AS_ARRAYS =
            "UPDATE issues SET matrix = '[[\"1\",\"2\"],[\"3\",null]]' WHERE matrix LIKE '[[1,%'";

    /** By fixture and products, what does not match; no entry for a pair where all does. */
    private static final Map<String, Pair> EXPECTED = Map.ofEntries(
            Map.entry("forum SQLITE POSTGRESQL", Pair.compatible("threads.first_post_id")),
            Map.entry("forum H2 POSTGRESQL", Pair.compatible("threads.first_post_id")),
            Map.entry("ledger H2 POSTGRESQL", Pair.compatible("periods.opening_entry_id")),
            Map.entry("ledger H2 SQLITE", Pair.compatible("periods.opening_entry_id")),
            Map.entry(
                    "ledger POSTGRESQL H2",
                    new Pair(
                            Set.of(),
                            Map.of(
                                    "postings.factor not-finite",
                                    "SELECT count(*) FROM postings p JOIN entries e ON e.id = p.entry_id"
                                            + " WHERE e.company = :tenant AND factor IN ('NaN', 'Infinity', '-Infinity')"),
                            Map.of(
                                    "entries.booked",
                                    "SELECT count(*) FROM entries WHERE company = :tenant AND NOT isfinite(booked)"),
                            "UPDATE entries SET booked = '2024-01-01' WHERE NOT isfinite(booked)")),
            Map.entry(
                    "tracker POSTGRESQL H2",
                    new Pair(
                            Set.of("members.last_ip", "releases.supported"),
                            Map.of(
                                    "members.last_ip as-text",
                                    "SELECT count(last_ip) FROM members WHERE org_id = :tenant",
                                    "releases.supported as-text",
                                    "SELECT count(supported) FROM releases WHERE org_id = :tenant",
                                    "issues.due not-finite",
                                    "SELECT count(*) FROM issues WHERE org_id = :tenant AND NOT isfinite(due)"),
                            Map.of(
                                    "issues.opened",
                                    "SELECT count(*) FROM issues WHERE org_id = :tenant AND NOT isfinite(opened)",
                                    "issues.estimate",
                                    "SELECT count(*) FROM issues WHERE org_id = :tenant"
                                            + " AND extract(epoch FROM date_trunc('month', estimate)) <> 0"),
                            "UPDATE issues SET opened = '2024-01-01' WHERE NOT isfinite(opened);"
                                    + " UPDATE issues SET estimate = '2 days' WHERE date_trunc('month', estimate) <> '0'")),
            Map.entry(
                    "tracker SQLITE POSTGRESQL",
                    new Pair(
                            Set.of("issues.labels", "issues.matrix", "members.last_ip", "releases.supported"),
                            Map.of(),
                            Map.of("issues.matrix", OWN_ARRAYS),
                            AS_ARRAYS)),
            Map.entry("tracker H2 POSTGRESQL", Pair.compatible("members.last_ip", "releases.supported")),
            Map.entry(
                    "tracker SQLITE H2",
                    new Pair(
                            Set.of("issues.labels", "issues.matrix"),
                            Map.of(),
                            Map.of(
                                    "issues.matrix",
                                    OWN_ARRAYS,
                                    "issues.estimate",
                                    "SELECT count(*) FROM issues WHERE org_id = :tenant AND estimate LIKE 'P1Y2M%'"),
                            AS_ARRAYS + "; UPDATE issues SET estimate = 'P2D' WHERE estimate LIKE 'P1Y2M%'")));

    @TempDir
    Path folder;

    /**
     * What does not match between two products' schemas of a fixture.
     *
     * @param columns {@code table.column} of each schema difference
     * @param losses {@code table.column kind} and a query for how many rows of the tenant have them
     * @param unfit {@code table.column} and a query for how many rows nothing makes fit
     * @param mend statements that give those rows other values
     */
    private record Pair(Set<String> columns, Map<String, String> losses, Map<String, String> unfit, String mend) {
        static Pair compatible(String... columns) {
            return new Pair(Set.of(columns), Map.of(), Map.of(), "");
        }
    }

    static Stream<Arguments> crossings() {
        List<Arguments> all = new ArrayList<>();
        for (Fixture fixture : Fixture.all()) {
            for (TestProduct from : TestProduct.always()) {
                for (TestProduct to : TestProduct.always()) {
                    if (from != to) {
                        all.add(Arguments.of(fixture, from, to));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void crossesExactlyOrCountsWhatItLoses(Fixture fixture, TestProduct from, TestProduct to) throws Exception {
        Pair pair = EXPECTED.getOrDefault(fixture + " " + from + " " + to, Pair.compatible());
        DataSource source = from.newDatabase(folder);
        try (Connection connection = source.getConnection()) {
            fixture.create(connection, from);
        }
        for (int i = 0; i < fixture.tenants().size(); i++) {
            TenantKey tenant = fixture.tenants().get(i);
            Path archive = folder.resolve("archive" + i);
            export(source, fixture, from, tenant, archive);
            Map<String, Long> unfit = counts(source, pair.unfit(), from, tenant);
            Map<String, Long> losses = counts(source, pair.losses(), from, tenant);
            refusedAsItIs(fixture, to, archive, pair, losses, unfit);
            if (!unfit.isEmpty()) {
                refusedEvenLossy(fixture, to, archive, unfit);
                run(source, pair.mend());
                archive = folder.resolve("mended" + i);
                export(source, fixture, from, tenant, archive);
                assertThat(counts(source, pair.unfit(), from, tenant)).isEmpty();
                losses = counts(source, pair.losses(), from, tenant);
            }
            goesInWith(losses, pair, fixture, to, archive);
        }
    }

    private void refusedAsItIs(
            Fixture fixture, TestProduct to, Path archive, Pair pair, Map<String, Long> losses, Map<String, Long> unfit)
            throws SQLException {
        if (pair.columns().isEmpty() && losses.isEmpty() && unfit.isEmpty()) {
            return;
        }
        DataSource target = empty(fixture, to);
        assertThatThrownBy(() -> load(target, fixture, to, archive, Set.of()))
                .isInstanceOfSatisfying(DecantException.class, e -> {
                    if (pair.columns().isEmpty()) {
                        assertThat(e.code()).isEqualTo(ErrorCode.VALUE_UNREPRESENTABLE);
                        losses.forEach((place, rows) -> assertThat(e).hasMessageContaining(line(place, rows)));
                        unfit.forEach((place, rows) -> assertThat(e).hasMessageContaining(line(place, rows)));
                    } else {
                        assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
                        pair.columns()
                                .forEach(place ->
                                        assertThat(e).hasMessageContaining("." + place.replace(".", ": column ")));
                    }
                });
        nothingIsIn(target, fixture, to);
    }

    private void refusedEvenLossy(Fixture fixture, TestProduct to, Path archive, Map<String, Long> unfit)
            throws SQLException {
        DataSource target = empty(fixture, to);
        assertThatThrownBy(() -> load(target, fixture, to, archive, LOSSY))
                .isInstanceOfSatisfying(DecantException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.VALUE_UNREPRESENTABLE);
                    unfit.forEach((place, rows) -> assertThat(e).hasMessageContaining(line(place, rows)));
                    assertThat(e.getMessage().lines().filter(l -> l.startsWith("  ")))
                            .hasSize(unfit.size());
                });
        nothingIsIn(target, fixture, to);
    }

    private void goesInWith(Map<String, Long> losses, Pair pair, Fixture fixture, TestProduct to, Path archive)
            throws SQLException {
        DataSource target = empty(fixture, to);
        ImportReport report = load(target, fixture, to, archive, LOSSY);
        Set<String> columns = new TreeSet<>();
        report.differences().forEach(d -> columns.add(d.table().name() + "." + d.column()));
        assertThat(columns).isEqualTo(new TreeSet<>(pair.columns()));
        Map<String, Long> counted = new TreeMap<>();
        report.losses().forEach(l -> counted.put(place(l), l.rows()));
        assertThat(counted).isEqualTo(losses);
        assertThat(report.tables())
                .allSatisfy(t -> assertThat(t.readBackDigest()).isEqualTo(t.writtenDigest()));

        CompareReport compared = new Comparer(Progress.NONE, null)
                .compare(archive, target, model(fixture, to), List.of(), null, null, null);
        assertThat(compared.equal()).isTrue();
        List<ColumnLoss> ofValues = report.losses().stream()
                .filter(l -> l.kind() != ColumnLoss.Kind.AS_TEXT)
                .toList();
        assertThat(compared.losses()).isEqualTo(ofValues);
        assertThat(compared.exact()).isEqualTo(ofValues.isEmpty());
    }

    private static String place(ColumnLoss loss) {
        return loss.table().name() + "." + loss.column() + " " + loss.kind().text();
    }

    /** How a refusal names {@code table.column} or {@code table.column kind}. */
    private static String line(String place, long rows) {
        String[] names = place.split("[. ]", -1);
        return "." + names[0] + ", column " + names[1] + (names.length == 3 ? ": " : " (")
                + (names.length == 3 ? rows + (rows == 1 ? " row: " : " rows: ") : "");
    }

    private static Map<String, Long> counts(
            DataSource source, Map<String, String> queries, TestProduct product, TenantKey tenant) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        for (Map.Entry<String, String> query : queries.entrySet()) {
            String key = product == TestProduct.SQLITE
                    ? tenant.values().get(0).toUpperCase(java.util.Locale.ROOT)
                    : tenant.values().get(0);
            long rows = Long.parseLong(Rows.value(source, query.getValue().replace(":tenant", "'" + key + "'")));
            if (rows > 0) {
                counts.put(query.getKey(), rows);
            }
        }
        return counts;
    }

    private DataSource empty(Fixture fixture, TestProduct product) throws SQLException {
        DataSource target = product.newDatabase(folder);
        try (Connection connection = target.getConnection()) {
            fixture.createTables(connection, product);
        }
        return target;
    }

    private static void nothingIsIn(DataSource target, Fixture fixture, TestProduct product) throws SQLException {
        for (String table : fixture.tables()) {
            assertThat(Rows.value(target, "SELECT count(*) FROM \"" + table + "\""))
                    .isEqualTo("0");
        }
        product.drop(target);
    }

    private static void export(DataSource source, Fixture fixture, TestProduct product, TenantKey tenant, Path out) {
        new Exporter(source, CircleTest.model(fixture, product))
                .export(tenant, out, ExportOptions.DEFAULT, Progress.NONE);
    }

    private static ImportReport load(
            DataSource target, Fixture fixture, TestProduct product, Path archive, Set<Allowance> allow) {
        return new Importer(target, model(fixture, product))
                .importArchive(archive, ImportOptions.DEFAULT.withAllow(allow), Progress.NONE);
    }

    private static TenantModel model(Fixture fixture, TestProduct product) {
        String more = fixture.name().equals("tracker") ? OTHER_LENGTHS : "";
        return ModelReader.read(fixture.model(product) + more, fixture + ".yaml");
    }

    private static void run(DataSource database, String statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements.split(";", -1)) {
                statement.execute(sql);
            }
        }
    }
}
