package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.archive.Archive;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees of shared rows that are higher than the steps that can be written out for a product without recursion. */
class DeepTreeTest {
    private static final TenantModel MODEL = ModelReader.read("""
                    tenant: {table: orgs, columns: [org_id]}
                    tables:
                      topics: {referenced: {match: [id]}}
                    """, "deep.yaml");

    private static final int LEVELS = 40;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#always")
    void leaveToTheirTop(TestProduct product) throws Exception {
        DataSource source = forest(product, 3);
        new Exporter(source, MODEL)
                .export(TenantKey.of("1"), folder.resolve("a"), ExportOptions.DEFAULT, Progress.NONE);
        try (Archive archive = Archive.open(folder.resolve("a"))) {
            assertThat(archive.manifest().totals().rows()).isEqualTo(1 + 3 + LEVELS + 2);
        }
    }

    /** H2 is asked for the keys beforehand up to a number of them. */
    @Test
    void areRefusedAndNotCutWhereTheyCannotBeClimbed() throws Exception {
        DataSource source = forest(TestProduct.H2, 5_100);
        Exporter exporter = new Exporter(source, MODEL);
        assertThatThrownBy(() ->
                        exporter.export(TenantKey.of("1"), folder.resolve("a"), ExportOptions.DEFAULT, Progress.NONE))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLAN_REFUSED));
        assertThat(folder.resolve("a")).doesNotExist();
    }

    /** Posts that each name a topic: the first one the lowest of a tree, the others trees of one row. */
    private DataSource forest(TestProduct product, int posts) throws SQLException {
        DataSource source = product.newDatabase(folder);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orgs (id INTEGER PRIMARY KEY)");
            statement.execute("CREATE TABLE topics (id INTEGER PRIMARY KEY, above_id INTEGER REFERENCES topics)");
            statement.execute("CREATE TABLE posts (id INTEGER PRIMARY KEY, org_id INTEGER NOT NULL REFERENCES orgs,"
                    + " topic_id INTEGER NOT NULL REFERENCES topics)");
            statement.execute("INSERT INTO orgs VALUES (1)");
            for (int level = 1; level <= LEVELS; level++) {
                statement.execute(
                        "INSERT INTO topics VALUES (" + level + ", " + (level == 1 ? "NULL" : level - 1) + ")");
            }
            for (int post = 1; post <= posts; post++) {
                int topic = post == 1 ? LEVELS : LEVELS + post;
                if (post > 1) {
                    statement.execute("INSERT INTO topics VALUES (" + topic + ", NULL)");
                }
                statement.execute("INSERT INTO posts VALUES (" + post + ", 1, " + topic + ")");
            }
        }
        return source;
    }
}
