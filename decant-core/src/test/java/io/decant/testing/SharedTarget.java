package io.decant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.ExportOptions;
import io.decant.Exporter;
import io.decant.ImportOptions;
import io.decant.ImportReport;
import io.decant.Importer;
import io.decant.Progress;
import io.decant.error.DecantException;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.RandomRows.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** One random case of an import into a database that others live in: source, archive, neighbours, and what to expect. */
final class SharedTarget {
    final long seed;
    final Random random;
    final RandomDatabase source;
    final TestProduct from;
    final TestProduct to;
    final int tenant;
    final Neighbours neighbours;
    private final TenantModel model;
    private final Path folder;

    /** Source and target are of products that the seed chooses. */
    SharedTarget(long seed, Path folder) throws Exception {
        this(seed, folder, TestProduct.always());
    }

    /** Both are of one product. */
    SharedTarget(long seed, Path folder, TestProduct product) throws Exception {
        this(seed, folder, List.of(product));
    }

    private SharedTarget(long seed, Path folder, List<TestProduct> products) throws Exception {
        this.seed = seed;
        this.random = new Random(~seed);
        this.source = source(seed);
        this.from = products.get(random.nextInt(products.size()));
        this.to = products.get(random.nextInt(products.size()));
        this.tenant = random.nextInt(source.keys().size());
        this.neighbours = new Neighbours(source, tenant, random);
        this.model = ModelReader.read(source.model(), "random.yaml");
        this.folder = Files.createTempDirectory(folder, "case");
    }

    /**
     * The seed's own, or the next one of those in which no row of everybody's has a private parent: such a parent is written
     * as the tenant's, which a target that has it already refuses.
     */
    private static RandomDatabase source(long seed) {
        for (long next = seed; ; next++) {
            RandomDatabase random = RandomDatabase.of(next);
            boolean everybodysPrivate = new RowImage(random.rows())
                    .links().stream()
                            .anyMatch(link -> link.parent().table().role == RandomTable.Role.PRIVATE
                                    && random.closure().isShared(link.child()));
            if (!everybodysPrivate) {
                return random;
            }
        }
    }

    List<Object> key() {
        return source.keys().get(tenant);
    }

    /** A key that nobody has. */
    List<Object> anotherKey() {
        List<Object> another = new ArrayList<>();
        for (Object part : key()) {
            another.add(part instanceof String ? "zeta 'n" : (Object) 4711L);
        }
        return another;
    }

    static TenantKey text(List<Object> key) {
        return new TenantKey(key.stream().map(Object::toString).toList());
    }

    Path export() throws Exception {
        DataSource database = from.newDatabase(folder);
        try {
            try (Connection connection = database.getConnection()) {
                source.create(connection, from);
            }
            Path archive = folder.resolve("archive");
            new Exporter(database, model).export(text(key()), archive, ExportOptions.DEFAULT, Progress.NONE);
            return archive;
        } finally {
            from.drop(database);
        }
    }

    /** A target with these rows. */
    DataSource target(RowImage image) throws SQLException {
        DataSource target = to.newDatabase(folder);
        image.create(target, to, source);
        return target;
    }

    /** Imports, and before that does so dry: what that says has to come true, and must not change anything. */
    Optional<DecantException> importInto(DataSource target, Path archive, ImportOptions options) throws SQLException {
        DatabaseDigest before = DatabaseDigest.of(target);
        Optional<ImportReport> dry = Optional.empty();
        Optional<String> dryFailure = Optional.empty();
        try {
            dry = Optional.of(report(target, archive, options.withDryRun(true).withKeyMap(null)));
        } catch (DecantException refused) {
            dryFailure = Optional.of(refused.getMessage());
        }
        assertThat(DatabaseDigest.of(target)).as("after a dry run").isEqualTo(before);
        try {
            ImportReport real = report(target, archive, options);
            assertThat(dryFailure).as("the dry run's failure").isEmpty();
            assertThat(dry.map(ImportReport::tables)).as("the dry run's counts").contains(real.tables());
            assertThat(dry.map(ImportReport::accepted)).contains(true);
            return Optional.empty();
        } catch (DecantException refused) {
            assertThat(dry.map(ImportReport::accepted).orElse(false))
                    .as("whether the dry run accepts what is refused: " + refused.getMessage())
                    .isFalse();
            dryFailure.ifPresent(message -> assertThat(refused).hasMessage(message));
            dry.ifPresent(report ->
                    report.refusals().forEach(refusal -> assertThat(refused).hasMessageContaining(refusal.toString())));
            return Optional.of(refused);
        }
    }

    ImportReport report(DataSource target, Path archive, ImportOptions options) {
        return new Importer(target, model).importArchive(archive, options, Progress.NONE);
    }

    RowImage read(DataSource target) throws SQLException {
        return RowImage.read(target, source.schema());
    }

    /** The tenant's own rows in the source: nobody else names them. */
    List<Row> ownRows() {
        return neighbours.tenantsRows().stream()
                .filter(row -> !source.closure().isShared(row))
                .toList();
    }

    /** Everybody's rows that the tenant names, and that the image has by their keys, or has not. */
    List<Row> sharedRows(RowImage image, boolean there) {
        return neighbours.tenantsRows().stream()
                .filter(source.closure()::isShared)
                .filter(row -> image.of(row.table()).stream().anyMatch(other -> isSame(row, other)) == there)
                .toList();
    }

    private boolean isSame(Row row, Row other) {
        List<String> match = row.table().match();
        return source.closure().isShared(other) && other.of(match).equals(row.of(match));
    }

    /** Digests of the rows with the marks of these, byte for byte, by table. */
    static Map<String, String> digests(DataSource target, Map<String, Set<String>> marks) throws SQLException {
        Map<String, String> digests = new TreeMap<>();
        for (Map.Entry<String, Set<String>> table : marks.entrySet()) {
            String in = table.getValue().isEmpty() ? "-1" : String.join(", ", table.getValue());
            digests.put(table.getKey(), DatabaseDigest.of(target, table.getKey(), "\"mark\" IN (" + in + ")"));
        }
        return digests;
    }

    static Map<String, Set<String>> marks(Collection<Row> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.table().name, TreeMap::new, Collectors.mapping(Row::mark, Collectors.toSet())));
    }

    /** Some cycles cannot be loaded where each row is checked at once; that is said before anything is written. */
    boolean isCycleThatCannotBe(DecantException refused) {
        return to == TestProduct.H2 && refused.getMessage().contains("close a cycle");
    }

    AssertionError failed(Throwable failure) {
        return new AssertionError(
                source + " from " + from + " to " + to + ", tenant " + tenant + "\n" + source.describe(), failure);
    }
}
