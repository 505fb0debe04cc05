package io.decant.cli.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.plan.ModelReader;
import io.decant.plan.TenantModel;
import io.decant.testing.TestMySql;
import io.decant.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleTest {
    private static final List<SampleTenant> TENANTS =
            List.of(new SampleTenant("acme", 2_000), new SampleTenant("globex", 1_000), new SampleTenant("t", 100));

    @TempDir
    private Path folder;

    @Test
    void fillsSqlite() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("sample.db"))) {
            assertThat(Sample.create(connection, Product.SQLITE, TENANTS, 7)).isEqualTo(3_100);
            assertThat(total(connection)).isEqualTo(3_100);
            assertThat(count(connection, "SELECT count(*) FROM pragma_foreign_key_check"))
                    .isZero();
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void fillsPostgres() throws SQLException {
        try (Connection connection = TestPostgres.newDatabase().getConnection()) {
            Sample.create(connection, Product.POSTGRESQL, TENANTS, 7);
            assertThat(total(connection)).isEqualTo(3_100);
            assertThat(count(connection, "SELECT count(*) FROM \"AccountInfo\" WHERE \"CreatedAt\" < 'infinity'"))
                    .isEqualTo(3);
        }
    }

    @Test
    void fillsH2() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            Sample.create(connection, Product.H2, TENANTS, 7);
            assertThat(total(connection)).isEqualTo(3_100);
        }
    }

    @Test
    void fillsMariaDb() throws SQLException {
        TestMySql.mariaDbMissing().ifPresent(why -> Assumptions.abort("MariaDB: " + why));
        try (Connection connection = TestMySql.mariaDb().getConnection()) {
            assertThat(Sample.create(connection, Product.MYSQL, TENANTS, 7)).isEqualTo(3_100);
            assertThat(total(connection)).isEqualTo(3_100);
            assertThat(strings(connection, "SELECT \"Nickname\" FROM \"Credentials\""))
                    .containsAll(Awkward.TEXTS)
                    .containsNull();
            assertThat(count(connection, "SELECT max(length(\"DescriptorId\")) FROM \"Credentials\""))
                    .isEqualTo(1023);
            assertThat(count(
                            connection,
                            "SELECT count(*) FROM \"ApplicationEvents\" WHERE microsecond(\"PerformedAt\") % 1000 > 0"))
                    .isPositive();
            assertThat(count(
                            connection,
                            "SELECT count(*) FROM \"Credentials\" WHERE \"UserHandle\" = CAST(\"UserId\" AS BINARY)"))
                    .isEqualTo(count(connection, "SELECT count(*) FROM \"Credentials\""));
        }
    }

    @Test
    void keepsTheFormsOfTheServiceInSqlite() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("forms.db"))) {
            Sample.create(connection, Product.SQLITE, TENANTS, 7);
            assertThat(strings(connection, "SELECT \"PerformedAt\" FROM \"ApplicationEvents\""))
                    .allMatch(text -> text.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{0,6}[1-9])?"))
                    .anyMatch(text -> text.matches(".*\\.\\d{7}"))
                    .anyMatch(text -> !text.contains("."));
            assertThat(strings(connection, "SELECT \"Id\" FROM \"ApplicationEvents\""))
                    .allMatch(text -> text.matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"));
            assertThat(strings(connection, "SELECT DISTINCT typeof(\"IsLocked\") FROM \"ApiKeys\""))
                    .containsExactly("integer");
            assertThat(strings(connection, "SELECT DISTINCT typeof(\"DescriptorId\") FROM \"Credentials\""))
                    .containsExactly("blob");
            assertThat(strings(connection, "SELECT min(\"CreatedAt\") FROM \"PeriodicCredentialReports\""))
                    .allMatch(text -> text.matches("\\d{4}-\\d\\d-\\d\\d"));
        }
    }

    @Test
    void aFailedFillLeavesNoRow() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            Sample.createTables(connection, Product.H2);
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE \"PeriodicActiveUserReports\"");
            }
            assertThatThrownBy(() -> Sample.fill(connection, Product.H2, TENANTS, 7))
                    .isInstanceOf(SQLException.class);
            assertThat(count(connection, "SELECT count(*) FROM \"ApplicationEvents\""))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void declaresEveryTableAndColumnThatIsFilled(Product product) {
        String ddl = Sample.ddl(product);
        for (SampleTable table : SampleGenerator.TABLES) {
            Matcher created = Pattern.compile(
                            "CREATE TABLE " + product.quote(table.name()) + " \\((.*?)\n    CONSTRAINT", Pattern.DOTALL)
                    .matcher(ddl);
            assertThat(created.find()).as(table.name()).isTrue();
            List<String> declared = Pattern.compile("^    [\"`](\\w+)[\"`] ", Pattern.MULTILINE)
                    .matcher(created.group(1))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(declared).as(table.name()).isEqualTo(table.columns());
        }
        assertThat(ddl.split("CREATE TABLE", -1)).hasSize(SampleGenerator.TABLES.size() + 1);
    }

    @ParameterizedTest
    @EnumSource
    void hasAModelThatCanBeRead(Product product) {
        TenantModel model = ModelReader.read(Sample.model(product), "decant.yaml");
        assertThat(String.valueOf(model.root())).isEqualTo("AccountInfo");
        assertThat(model.tables().stream().filter(rule -> rule.exclusion() != null))
                .extracting(rule -> rule.table().text())
                .containsExactlyInAnyOrder("DispatchedEmails", "TokenKeys");
    }

    private static long total(Connection connection) throws SQLException {
        long total = 0;
        for (SampleTable table : SampleGenerator.TABLES) {
            total += count(connection, "SELECT count(*) FROM \"" + table.name() + "\"");
        }
        return total;
    }

    private static long count(Connection connection, String sql) throws SQLException {
        return Long.parseLong(strings(connection, sql).get(0));
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> strings = new ArrayList<>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}
