package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tenant columns, and keys of tenants, that the database computes from other columns. */
class ComputedTenantTest {
    private static final TenantModel MODEL =
            ModelReader.read("tenant: {table: orgs, key: [slug], columns: [org]}", "m");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void aComputedColumnSaysWhoseARowIsOnTheWayOutAndIn(TestProduct product) throws Exception {
        DataSource source = database(product);
        run(
                source,
                "INSERT INTO orgs (name) VALUES ('ACME'), ('BETA')",
                "INSERT INTO files (path) VALUES ('acme/a'), ('acme/b'), ('beta/a')",
                "INSERT INTO pages VALUES (1, 'acme/a'), (2, 'beta/a'), (3, 'beta/a')");

        Path archive = folder.resolve("archive");
        ExportReport report =
                new Exporter(source, MODEL).export(TenantKey.of("acme"), archive, ExportOptions.DEFAULT, Progress.NONE);

        assertThat(report.tables().stream().map(t -> t.table().name().toLowerCase(Locale.ROOT) + " " + t.rows()))
                .containsExactlyInAnyOrder("orgs 1", "files 2", "pages 1");
        DataSource target = database(product);
        new Importer(target, MODEL).importArchive(archive, ImportOptions.DEFAULT, Progress.NONE);
        assertThat(Rows.of(target, "SELECT org, path FROM files ORDER BY path"))
                .containsExactly(Rows.row("acme", "acme/a"), Rows.row("acme", "acme/b"));
    }

    private DataSource database(TestProduct product) throws SQLException {
        DataSource database = product.newDatabase(folder);
        String stored = product == TestProduct.H2 ? "" : " STORED";
        run(
                database,
                "CREATE TABLE orgs (name varchar(40) PRIMARY KEY, slug varchar(40) GENERATED ALWAYS AS (lower(name))"
                        + stored + ", UNIQUE (slug))",
                "CREATE TABLE files (path varchar(40) PRIMARY KEY, org varchar(40) GENERATED ALWAYS AS"
                        + " (substr(path, 1, 4))" + stored + ")",
                "CREATE TABLE pages (no integer PRIMARY KEY, path varchar(40) NOT NULL REFERENCES files (path))");
        return database;
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
