package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that the archive has not, and that name each other. */
class ExtraTreeTest {
    @TempDir
    Path folder;

    /** Some products check references row by row, also within one statement, and MySQL reads no table that it deletes from. */
    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#available")
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
        // Parents with smaller and with larger numbers than their children, and one that points at itself.
        run(
                target,
                "INSERT INTO nodes VALUES (10, 1, NULL, 1), (11, 1, 10, 10), (12, 1, 11, 11), (30, 1, NULL, 1), (20, 1, 30, 30),"
                        + " (15, 1, 20, 30), (16, 1, 16, 1), (17, 1, 3, 16)",
                "UPDATE nodes SET parent_id = 12, must = 10 WHERE id = 3",
                "INSERT INTO folders VALUES (10, NULL), (11, 10), (9, 11)",
                "INSERT INTO docs VALUES (2, 1, 9)");
        Path archive = folder.resolve("archive");
        new Exporter(source, model).export(TenantKey.of("1"), archive, ExportOptions.DEFAULT, Progress.NONE);
        ImportOptions update = ImportOptions.DEFAULT
                .withOnConflict(ImportOptions.OnConflict.UPDATE)
                .withDeleteExtra(true);
        new Importer(target, model).importArchive(archive, update, Progress.NONE);
        assertSame(source, target);

        // InnoDB deletes no row that names itself, and what may not be NULL cannot let go.
        run(target, "INSERT INTO nodes VALUES (10, 1, NULL, 10)");
        if (product == TestProduct.MARIADB || product == TestProduct.MYSQL) {
            assertThatThrownBy(() -> new Importer(target, model).importArchive(archive, update, Progress.NONE))
                    .isInstanceOfSatisfying(
                            DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_REFUSED))
                    .hasMessageContaining("nodes");
            assertThat(Rows.value(target, "SELECT must FROM nodes WHERE id = 10"))
                    .isEqualTo("10");
        } else {
            new Importer(target, model).importArchive(archive, update, Progress.NONE);
            assertSame(source, target);
        }
    }

    private static void assertSame(DataSource source, DataSource target) throws SQLException {
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
}
