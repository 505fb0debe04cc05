package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.DatabaseDigest;
import io.decant.testing.DrillShop;
import io.decant.testing.DrillShop.Scene;
import io.decant.testing.FailingDatabase;
import io.decant.testing.Faults;
import io.decant.testing.Faults.Kind;
import io.decant.testing.SessionState;
import io.decant.testing.SmallPool;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection goes back to its pool as it came out of it, whatever became of the import. */
class PooledImportTest {
    private static final TenantModel MODEL = ModelReader.read(DrillShop.MODEL, "drill.yaml");
    /** Steps of an import. */
    private static final int TAKING_OVER = 4;

    @TempDir
    Path folder;

    private Path archive;

    static Stream<Arguments> productsAndTastes() {
        return TestProduct.drilled().stream()
                .flatMap(product -> Stream.of(true, false).map(autoCommit -> Arguments.of(product, autoCommit)));
    }

    @BeforeEach
    void exportTenantA() throws SQLException {
        DataSource source = TestProduct.SQLITE.newDatabase(folder);
        DrillShop.create(source, TestProduct.SQLITE);
        DrillShop.fill(source);
        archive = folder.resolve("a");
        new Exporter(source, MODEL).export(TenantKey.of("a"), archive, ExportOptions.DEFAULT, Progress.NONE);
    }

    @ParameterizedTest
    @MethodSource("productsAndTastes")
    void afterEveryWayToImport(TestProduct product, boolean autoCommit) throws Exception {
        for (ImportCombination way : ImportCombination.ALL) {
            DataSource target = target(product, way.scene());
            try (SmallPool pool = pool(target, product, autoCommit)) {
                List<SortedMap<String, String>> before = states(pool);
                new Importer(pool.source(), MODEL).importArchive(archive, way.options(), Progress.NONE);
                assertThat(states(pool)).as(way.name()).isEqualTo(before);
            }
            product.drop(target);
        }
    }

    @ParameterizedTest
    @MethodSource("productsAndTastes")
    void afterADryRun(TestProduct product, boolean autoCommit) throws Exception {
        DataSource target = target(product, Scene.OTHERS);
        try (SmallPool pool = pool(target, product, autoCommit)) {
            List<SortedMap<String, String>> before = states(pool);
            new Importer(pool.source(), MODEL)
                    .importArchive(archive, ImportOptions.DEFAULT.withDryRun(true), Progress.NONE);
            assertThat(states(pool)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("productsAndTastes")
    void afterARefusal(TestProduct product, boolean autoCommit) throws Exception {
        DataSource target = target(product, Scene.SAME_NUMBERS);
        try (SmallPool pool = pool(target, product, autoCommit)) {
            List<SortedMap<String, String>> before = states(pool);
            assertThatThrownBy(() -> new Importer(pool.source(), MODEL)
                            .importArchive(archive, ImportOptions.DEFAULT, Progress.NONE))
                    .isInstanceOf(DecantException.class)
                    .hasMessageContaining("keys of the archive meet other rows");
            assertThat(states(pool)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("productsAndTastes")
    void afterAFailureAtAnyStepAndTheSameConnectionsServeTheNextImport(TestProduct product, boolean autoCommit)
            throws Exception {
        DataSource target = target(product, Scene.OTHERS);
        try (SmallPool pool = pool(target, product, autoCommit);
                Connection control = target.getConnection()) {
            DatabaseDigest empty = DatabaseDigest.of(control);
            List<SortedMap<String, String>> before = states(pool);
            // Counters that one import has moved need not be moved again, so that the next has fewer steps.
            new Importer(pool.source(), MODEL).importArchive(archive, ImportOptions.DEFAULT, Progress.NONE);
            DrillShop.set(control, Scene.OTHERS);
            Faults counted = Faults.none();
            new Importer(FailingDatabase.of(pool.source(), counted), MODEL)
                    .importArchive(archive, ImportOptions.DEFAULT, Progress.NONE);
            DatabaseDigest full = DatabaseDigest.of(control);
            int last = lastThatMatters(counted.steps());
            for (int n : steps(last)) {
                DrillShop.set(control, Scene.OTHERS);
                String at = "step " + n + ": " + counted.steps().get(n - 1);
                DataSource faulty = FailingDatabase.of(pool.source(), FailingDatabase.at(target, n, Kind.REFUSED));
                assertThatThrownBy(() -> new Importer(faulty, MODEL)
                                .importArchive(archive, ImportOptions.DEFAULT, Progress.NONE))
                        .as(at)
                        .isInstanceOf(DecantException.class);
                assertThat(states(pool)).as(at).isEqualTo(before);
                assertThat(DatabaseDigest.of(control)).as(at).isEqualTo(empty);
                new Importer(pool.source(), MODEL).importArchive(archive, ImportOptions.DEFAULT, Progress.NONE);
                assertThat(states(pool)).as("after " + at).isEqualTo(before);
                assertThat(DatabaseDigest.of(control)).as("after " + at).isEqualTo(full);
            }
        }
    }

    /** All in which the connection is taken over, and a sample of the others. */
    private static int[] steps(int last) {
        int first = TAKING_OVER + 1 + new Random().nextInt(17);
        return IntStream.concat(
                        IntStream.rangeClosed(1, TAKING_OVER), IntStream.iterate(first, n -> n <= last, n -> n + 17))
                .toArray();
    }

    /** After the commit a failure is only that of giving the connection back, which then is closed. */
    private static int lastThatMatters(List<String> steps) {
        return steps.lastIndexOf("commit") + 1;
    }

    private DataSource target(TestProduct product, Scene scene) throws SQLException {
        DataSource target = product.newDatabase(folder);
        DrillShop.create(target, product);
        try (Connection connection = target.getConnection()) {
            DrillShop.set(connection, scene);
        }
        return target;
    }

    /** Two connections, as the application likes them, which is not as we do. */
    private static SmallPool pool(DataSource target, TestProduct product, boolean autoCommit) throws SQLException {
        SmallPool pool = new SmallPool(target, connection -> {
            if (product == TestProduct.SQLITE) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA foreign_keys = OFF");
                }
            } else {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            }
            connection.setAutoCommit(autoCommit);
        });
        try (Connection one = pool.source().getConnection();
                Connection two = pool.source().getConnection()) {
            assertThat(one).isNotSameAs(two);
        }
        return pool;
    }

    private static List<SortedMap<String, String>> states(SmallPool pool) throws SQLException {
        List<SortedMap<String, String>> states = new ArrayList<>();
        for (Connection connection : pool.connections()) {
            states.add(SessionState.of(connection));
        }
        assertThat(states).hasSize(2);
        return states;
    }
}
