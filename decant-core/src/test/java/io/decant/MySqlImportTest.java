package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.ImportOptions.Keys;
import io.decant.dialect.Dialect;
import io.decant.error.DecantException;
import io.decant.plan.TenantKey;
import io.decant.testing.Agency;
import io.decant.testing.Rows;
import io.decant.testing.TestMySql;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports into MySQL and MariaDB that others write to at the same time, or whose last import died. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MySqlImportTest {
    private static final ImportOptions REMAP = ImportOptions.DEFAULT.withKeys(Keys.REMAP);
    private static final String LEFT =
            "SELECT count(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'decant%'";

    @TempDir
    Path folder;

    static Stream<TestProduct> products() {
        return Stream.of(TestProduct.MARIADB, TestProduct.MYSQL).filter(TestProduct.available()::contains);
    }

    @ParameterizedTest
    @MethodSource("products")
    void othersInsertBetweenReservationAndCommit(TestProduct product) throws Exception {
        Agency target = Agency.create(product, folder).shared(1).tenant(1, "globex", 10, 1);
        Path archive = archive(product);
        List<String> given = new ArrayList<>();
        // Phases begin before the first row is written, and after the last one. What an import has looked through it
        // may
        // keep others from adding to until it ends: they wait, and no number is given twice.
        Progress writer = new Phases(phase -> {
            if (phase.equals("load") || phase.equals("read back")) {
                try (Connection connection = target.database().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("SET innodb_lock_wait_timeout = 1, lock_wait_timeout = 1");
                    for (String table : List.of("teams", "notes")) {
                        try {
                            statement.execute("INSERT INTO " + table + " (org_id) VALUES (1)");
                            given.add(table
                                    + Rows.of(connection, "SELECT LAST_INSERT_ID()")
                                            .get(0)
                                            .get(0));
                        } catch (SQLException waited) {
                            assertThat(waited.getErrorCode()).isEqualTo(1205);
                            assertThat(phase).isEqualTo("read back");
                        }
                    }
                }
            }
        });
        new Importer(target.database(), target.model()).importArchive(archive, REMAP, writer);
        assertThat(given).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
        assertThat(target.value("SELECT (SELECT count(*) FROM teams WHERE org_id = 1 AND name IS NULL) +"
                        + " (SELECT count(*) FROM notes WHERE org_id = 1 AND body IS NULL)"))
                .isEqualTo(Integer.toString(given.size()));
        Agency source = Agency.create(product, folder).shared(1).tenant(1, "acme", 10, 1);
        assertThat(target.picture("acme")).isEqualTo(source.picture("acme"));
        assertThat(target.value(LEFT)).isEqualTo("0");
    }

    @ParameterizedTest
    @MethodSource("products")
    void whatADeadImportLeftIsNoTableAndGoesWithTheNextOne(TestProduct product) throws Exception {
        Agency target = Agency.create(product, folder).shared(1).tenant(1, "globex", 10, 1);
        Path archive = archive(product);
        List<String> seen = new ArrayList<>();
        String own = target.value("SELECT count(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()");
        TestMySql database = (TestMySql) target.database();
        Progress death = new Phases(phase -> {
            if (phase.equals("load")) {
                seen.add(Rows.value(database, LEFT));
                seen.add(Integer.toString(tables(database)));
                try (Connection connection = DriverManager.getConnection(database.url());
                        Statement statement = connection.createStatement()) {
                    // Every other connection to this database is the import's.
                    String id = Rows.of(
                                    connection,
                                    "SELECT min(ID) FROM information_schema.PROCESSLIST WHERE DB = DATABASE()"
                                            + " AND ID <> CONNECTION_ID()")
                            .get(0)
                            .get(0);
                    statement.execute("KILL " + id);
                }
            }
        });
        assertThatThrownBy(() -> new Importer(database, target.model()).importArchive(archive, REMAP, death))
                .isInstanceOf(DecantException.class);
        boolean ordinary = product == TestProduct.MYSQL;
        assertThat(seen.get(0).equals("0")).isNotEqualTo(ordinary);
        assertThat(seen.get(1)).isEqualTo(own);
        assertThat(Integer.toString(tables(database))).isEqualTo(own);
        assertThat(Rows.value(database, LEFT)).isEqualTo(seen.get(0));
        target.run("CREATE TABLE decant_staging_0123456789abcdef_1 (id integer PRIMARY KEY, org_id integer)");

        new Importer(database, target.model()).importArchive(archive, REMAP.withDryRun(true), Progress.NONE);
        assertThat(Rows.value(database, LEFT)).as("a user's own table stays").isEqualTo("1");
    }

    @ParameterizedTest
    @MethodSource("products")
    void anImportLeavesTheTablesOfAnotherThatRuns(TestProduct product) throws Exception {
        Agency target = Agency.create(product, folder).shared(1).tenant(1, "globex", 10, 1);
        Path archive = archive(product);
        Progress second = new Phases(phase -> {
            if (phase.equals("load")) {
                new Importer(target.database(), target.model())
                        .importArchive(archive, REMAP.withDryRun(true), Progress.NONE);
            }
        });
        new Importer(target.database(), target.model()).importArchive(archive, REMAP, second);
        assertThat(target.value(LEFT)).isEqualTo("0");
    }

    private static int tables(TestMySql database) {
        try (Connection connection = database.getConnection()) {
            return Dialect.of(connection)
                    .readSchema(connection, List.of())
                    .tables()
                    .size();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Path archive(TestProduct product) throws SQLException {
        Agency source = Agency.create(product, folder).shared(1).tenant(1, "acme", 10, 1);
        Path archive = folder.resolve("archive" + System.nanoTime());
        new Exporter(source.database(), source.model())
                .export(TenantKey.of("1"), archive, ExportOptions.DEFAULT, Progress.NONE);
        return archive;
    }

    /** Does something when a phase begins. */
    private record Phases(Action action) implements Progress {
        @FunctionalInterface
        interface Action {
            void at(String phase) throws SQLException;
        }

        @Override
        public void begin(String phase, long rows, long bytes) {
            try {
                action.at(phase);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        public void advance(long rows, long bytes) {}

        @Override
        public void end() {}
    }
}
