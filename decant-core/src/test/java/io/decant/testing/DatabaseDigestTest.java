package io.decant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The oracle of the drills: it sees every change, and nothing that is none. */
class DatabaseDigestTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void everyChangeOfAValueIsSeen(TestProduct product) throws Exception {
        DataSource database = small(product);
        DatabaseDigest before = DatabaseDigest.of(database);
        for (String change : List.of(
                "UPDATE one SET words = '' WHERE id = 1", // was NULL
                "UPDATE one SET words = 'a' WHERE id = 2", // was 'a '
                "UPDATE one SET amount = -amount WHERE id = 2",
                "UPDATE one SET id = 4 WHERE id = 3",
                "DELETE FROM one WHERE id = 3",
                "INSERT INTO two VALUES (9)")) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                assertThat(statement.executeUpdate(change)).isOne();
                assertThat(DatabaseDigest.of(connection)).as(change).isNotEqualTo(before);
                connection.rollback();
            }
            assertThat(DatabaseDigest.of(database)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void theOrderOfRowsIsNot(TestProduct product) throws Exception {
        DataSource database = small(product);
        DatabaseDigest before = DatabaseDigest.of(database);
        run(database, "DELETE FROM one WHERE id = 1", "INSERT INTO one VALUES (1, NULL, 0.5)");
        assertThat(DatabaseDigest.of(database)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void equalRowsAreCounted(TestProduct product) throws Exception {
        DataSource database = small(product);
        run(database, "INSERT INTO two VALUES (7)");
        DatabaseDigest once = DatabaseDigest.of(database);
        run(database, "INSERT INTO two VALUES (7)");
        assertThat(DatabaseDigest.of(database)).isNotEqualTo(once);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void aNewTableAndANewKeyAreSeen(TestProduct product) throws Exception {
        DataSource database = small(product);
        DatabaseDigest before = DatabaseDigest.of(database);
        run(database, "CREATE UNIQUE INDEX ix ON two (n)");
        assertThat(DatabaseDigest.of(database)).isNotEqualTo(before);
        run(database, "DROP INDEX ix");
        assertThat(DatabaseDigest.of(database)).isEqualTo(before);
        run(database, "CREATE TABLE three (n integer)");
        assertThat(DatabaseDigest.of(database)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void someRowsOfATableHaveOneOfTheirOwn(TestProduct product) throws Exception {
        DataSource database = small(product);
        String table = product == TestProduct.H2 ? "ONE" : "one";
        String rest = DatabaseDigest.of(database, table, "id > 1");
        run(database, "UPDATE one SET words = 'x' WHERE id = 1");
        assertThat(DatabaseDigest.of(database, table, "id > 1")).isEqualTo(rest);
        run(database, "UPDATE one SET words = 'x' WHERE id = 2");
        assertThat(DatabaseDigest.of(database, table, "id > 1")).isNotEqualTo(rest);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "SQLITE", "H2"})
    void temporaryTablesAreTheSessionsOnly(TestProduct product) throws Exception {
        DataSource database = small(product);
        DatabaseDigest before = DatabaseDigest.of(database);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(DatabaseDigest.temporaryTables(connection)).isEmpty();
            statement.execute((product == TestProduct.H2 ? "CREATE LOCAL TEMPORARY TABLE" : "CREATE TEMP TABLE")
                    + " passing (n integer)");
            assertThat(DatabaseDigest.temporaryTables(connection)).hasSize(1);
            assertThat(DatabaseDigest.of(connection)).isEqualTo(before);
        }
    }

    private DataSource small(TestProduct product) throws SQLException {
        DataSource database = product.newDatabase(folder);
        run(
                database,
                "CREATE TABLE one (id integer PRIMARY KEY, words varchar(10), amount double precision)",
                "CREATE TABLE two (n integer)",
                "INSERT INTO one VALUES (1, NULL, 0.5), (2, 'a ', 1e300), (3, 'ı', 0)");
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
