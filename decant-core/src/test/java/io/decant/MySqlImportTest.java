package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.ImportOptions.Keys;
import io.decant.dialect.Dialect;
import io.decant.error.DecantException;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
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
import javax.sql.DataSource;
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
        // Phases begin before the first row is written, and after the last one. What an import has looked through it may
        // keep others from adding to until it ends: they wait, and no number is given twice.
        Progress writer = new Phases(phase -> {
            if (phase.equals("load") || phase.equals("read back")) {
                try (Connection connection = target.database().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("SET innodb_lock_wait_timeout = 1, lock_wait_timeout = 1");
                    for (String table : List.of("teams", "notes")) {
                        try {
                            statement.execute("INSERT INTO " + table + " (org_id) VALUES (1)");
                            given.add(table + Rows.of(connection, "SELECT LAST_INSERT_ID()").get(0).get(0));
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
        assertThatThrownBy(
                        () -> new Importer(database, target.model()).importArchive(archive, REMAP, death))
                .isInstanceOf(DecantException.class);
        boolean ordinary = product == TestProduct.MYSQL;
        assertThat(seen.get(0).equals("0")).isNotEqualTo(ordinary);
        assertThat(seen.get(1)).isEqualTo(own);
        assertThat(Integer.toString(tables(database))).isEqualTo(own);
        assertThat(Rows.value(database, LEFT)).isEqualTo(seen.get(0));
        target.run("CREATE TABLE decant_staging_0123456789abcdef_1 (id integer PRIMARY KEY)");

        new Importer(database, target.model())
                .importArchive(archive, REMAP.withDryRun(true), Progress.NONE);
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

    /** The server checks references row by row, also within one statement, and reads no table that it deletes from. */
    @ParameterizedTest
    @MethodSource("products")
    void treesOfExtraRowsGoInOneImport(TestProduct product) throws Exception {
        String[] ddl = {
            "CREATE TABLE orgs (id integer PRIMARY KEY, name varchar(9))",
            "CREATE TABLE nodes (id integer PRIMARY KEY, org integer NOT NULL, parent_id integer, must integer NOT NULL,"
                    + " FOREIGN KEY (org) REFERENCES orgs (id), FOREIGN KEY (parent_id) REFERENCES nodes (id),"
                    + " FOREIGN KEY (must) REFERENCES nodes (id))",
            "CREATE TABLE folders (id integer PRIMARY KEY, parent_id integer,"
                    + " FOREIGN KEY (parent_id) REFERENCES folders (id))",
            "CREATE TABLE docs (id integer PRIMARY KEY, org integer NOT NULL, folder_id integer,"
                    + " FOREIGN KEY (org) REFERENCES orgs (id), FOREIGN KEY (folder_id) REFERENCES folders (id))",
            "INSERT INTO orgs VALUES (1, 'a'), (2, 'b')",
            "INSERT INTO nodes VALUES (1, 1, NULL, 1), (2, 1, 1, 1), (3, 1, 2, 3), (50, 2, NULL, 50), (51, 2, 50, 50)",
            "INSERT INTO folders VALUES (1, NULL), (2, 1), (3, 2), (50, NULL), (51, 50)",
            "INSERT INTO docs VALUES (1, 1, 3), (50, 2, 51)"
        };
        TenantModel model = ModelReader.read(
                "tenant: {table: orgs, columns: [org]}\ntables:\n  folders: {referenced: {owned: true}}\n",
                "decant.yaml");
        DataSource source = product.newDatabase(folder);
        DataSource target = product.newDatabase(folder);
        run(source, ddl);
        run(target, ddl);
        // Parents with smaller and with larger numbers than their children, and one that only points at itself.
        run(
                target,
                "INSERT INTO nodes VALUES (10, 1, NULL, 10), (11, 1, 10, 10), (12, 1, 11, 11), (30, 1, NULL, 30), (20, 1, 30, 30),"
                        + " (15, 1, 20, 30), (16, 1, 16, 16), (17, 1, 3, 16)",
                "UPDATE nodes SET parent_id = 12, must = 10 WHERE id = 3",
                "INSERT INTO folders VALUES (10, NULL), (11, 10), (9, 11)",
                "INSERT INTO docs VALUES (2, 1, 9)");
        Path archive = folder.resolve("archive");
        new Exporter(source, model).export(TenantKey.of("1"), archive, ExportOptions.DEFAULT, Progress.NONE);
        ImportOptions update =
                ImportOptions.DEFAULT.withOnConflict(ImportOptions.OnConflict.UPDATE).withDeleteExtra(true);
        new Importer(target, model).importArchive(archive, update, Progress.NONE);
        for (String table : List.of("orgs", "nodes", "docs", "folders")) {
            String all = "SELECT * FROM " + table + " ORDER BY id";
            assertThat(Rows.of(target, all)).as(table).isEqualTo(Rows.of(source, all));
        }
    }

    private static void run(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
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
