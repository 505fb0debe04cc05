package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.testing.TestMySql;
import io.decant.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which a database does not open, as users meet them. */
class OpeningDatabasesTest {
    private static final String SECRET = "s3cr3t-Pa55";

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void writeAModel() throws IOException {
        model = Files.writeString(folder.resolve("decant.yaml"), "tenant: {table: account, columns: [tenant]}\n");
    }

    @Test
    void aUrlWithoutJdbcIsAnsweredByTheOneThatWasMeant() {
        assertThat(plan("postgresql://localhost/shop").err()).contains("write jdbc:postgresql://HOST/DATABASE");
        assertThat(plan("mysql://localhost/shop").err()).contains("write jdbc:mysql://HOST/DATABASE");
        assertThat(plan("app.db").err()).contains("write jdbc:sqlite:FILE");
        CommandRun run = plan("nonsense");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("JDBC URL");
    }

    @Test
    void aProductWithoutADriverIsToldWhereToPutOne() {
        CommandRun run = plan("jdbc:oracle:thin:root/" + SECRET + "@localhost/shop");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("jdbc:oracle:", "PostgreSQL, MySQL, MariaDB, SQLite, H2 and SQL Server", "DECANT_DRIVERS");
        assertThat(run.all()).doesNotContain(SECRET);
    }

    @Test
    void aFolderOfDriversThatIsNotThereIsNamed() {
        CommandRun run = CommandRun.with(
                Map.of(Drivers.VARIABLE, folder.resolve("none").toString()),
                "plan",
                "--db",
                "jdbc:mysql://localhost/shop",
                "--model",
                model.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("DECANT_DRIVERS", "none");
    }

    @Test
    void anSqliteFileThatIsNotThereIsNotMade() {
        for (String verb : List.of("plan", "audit")) {
            CommandRun run = CommandRun.of(
                    verb, "--db", "jdbc:sqlite:" + folder.resolve("typo.db"), "--model", model.toString());
            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("typo.db is not there");
        }
        assertThat(folder.resolve("typo.db")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:%s", "%s?cache=shared"})
    void noSpellingOfAnSqliteUrlMakesAFile(String form) {
        CommandRun run = plan("jdbc:sqlite:" + form.formatted(folder.resolve("typo.db")));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(folder.resolve("typo.db")).doesNotExist();
    }

    @Test
    void aFileThatIsNoDatabaseIsCalledThat() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "some notes that are long enough\n".repeat(400));
        CommandRun run = plan("jdbc:sqlite:" + text);
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("notes.txt");
        assertThat(run.all()).doesNotContain("some notes");
    }

    @Test
    void anH2DatabaseThatIsNotThereIsNotMade() {
        CommandRun run = plan("jdbc:h2:" + folder.resolve("typo"));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("no such database");
        assertThat(folder.resolve("typo.mv.db")).doesNotExist();
    }

    @Test
    void aHostThatDoesNotAnswerIsToldApartFromARefusedLogin() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        CommandRun run = plan("jdbc:postgresql://127.0.0.1:" + closed + "/shop?user=a&password=" + SECRET);
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("cannot be reached", "127.0.0.1:" + closed + "/shop");
        assertThat(run.all()).doesNotContain(SECRET).doesNotContain("password=");
    }

    @Test
    void anSqlServerThatDoesNotAnswerIsNamedWithItsDatabaseAndNothingElse() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        CommandRun run = plan("jdbc:sqlserver://127.0.0.1:" + closed + ";databaseName=shop;user=a;password=" + SECRET);
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("cannot be reached", "127.0.0.1:" + closed + "/shop");
        assertThat(run.all()).doesNotContain(SECRET).doesNotContain("password=");
    }

    @Test
    void aWrongPasswordIsCalledThatAndNotEchoed() {
        TestPostgres database = TestPostgres.newDatabase("CREATE ROLE clerk_wrong LOGIN PASSWORD 'right'");
        CommandRun run = CommandRun.with(
                Map.of("DECANT_DB_USER", "clerk_wrong", "DECANT_DB_PASSWORD", SECRET),
                "plan",
                "--db",
                database.jdbcUrl(),
                "--model",
                model.toString());
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("refuses the login", "DECANT_DB_PASSWORD");
        assertThat(run.all()).doesNotContain(SECRET);
    }

    @Test
    void aPasswordThatIsAskedForAndNotGivenIsARefusedLogin() {
        TestPostgres database = TestPostgres.newDatabase("CREATE ROLE clerk_silent LOGIN PASSWORD 'right'");
        CommandRun run = CommandRun.with(Map.of("DECANT_DB_USER", "clerk_silent"), plan(database.jdbcUrl(), model));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("refuses the login", "DECANT_DB_PASSWORD");
    }

    @Test
    void bothSchemesLeadToMariaDb() throws SQLException {
        TestMySql database = mariaDb();
        String place = "127.0.0.1:" + database.port() + "/" + database.database();
        for (String scheme : List.of("jdbc:mariadb://", "jdbc:mysql://")) {
            assertLoggedIn(plan(scheme + "root@" + place + "?sslMode=disable"));
            assertLoggedIn(plan(scheme + place + "?user=root&sslMode=trust"));
        }
    }

    @Test
    void mariaDbSaysWhatIsWrong() throws SQLException {
        TestMySql database = mariaDb();
        String server = "jdbc:mysql://127.0.0.1:" + database.port() + "/";
        CommandRun login = plan(server + database.database() + "?user=nobody&password=" + SECRET + "&sslMode=disable");
        assertThat(login.err()).contains("refuses the login", "DECANT_DB_PASSWORD");
        assertThat(login.exitCode()).isEqualTo(4);
        assertThat(plan(server + "typo?user=root&sslMode=disable").err()).contains("no such database");
        assertThat(plan(server + database.database() + "?user=root").err())
                .contains("certificate", "sslMode=trust")
                .doesNotContain("user=root");
        assertThat(plan("jdbc:mysql://nowhere.invalid/shop?user=root&password=" + SECRET)
                        .err())
                .contains("cannot be reached");
        assertThat(plan(server + "?user=root&sslMode=disable").err()).contains("names no database");
        assertThat(login.all()).doesNotContain(SECRET);
    }

    private static TestMySql mariaDb() throws SQLException {
        TestMySql.mariaDbMissing().ifPresent(why -> Assumptions.abort("MariaDB: " + why));
        return TestMySql.mariaDb();
    }

    @Test
    void aDraftNamesTheTypesThatAPairHolds() {
        TestPostgres database = TestPostgres.newDatabase("CREATE TABLE stores (id bigint PRIMARY KEY);"
                + "CREATE TABLE addresses (id bigint PRIMARY KEY, store_id bigint NOT NULL REFERENCES stores);"
                + "CREATE TABLE notes (id bigint PRIMARY KEY, subject_type text, subject_id bigint);"
                + "INSERT INTO notes VALUES (1, 'Shop::Address', 7), (2, 'Shop::Address', 8)");
        CommandRun run = CommandRun.with(
                Map.of("DECANT_DB_USER", database.user(), "DECANT_DB_PASSWORD", database.password()),
                "init",
                "--db",
                database.jdbcUrl(),
                "-o",
                "-");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsOnlyOnce("parent: addresses, parentColumns: [id], when: {subject_type: \"Shop::Address\"}");
    }

    @Test
    void everyPlaceForALoginWorks() throws IOException {
        TestPostgres database = TestPostgres.newDatabase("CREATE ROLE clerk_right LOGIN PASSWORD 'ri ght@1'");
        Path file = Files.writeString(folder.resolve("password"), "ri ght@1\nnever read\n");
        String url = database.jdbcUrl();
        assertLoggedIn(CommandRun.with(
                Map.of("DECANT_DB_USER", "clerk_right", "DECANT_DB_PASSWORD", "ri ght@1"), plan(url, model)));
        assertLoggedIn(CommandRun.of(
                "plan",
                "--db",
                url,
                "--model",
                model.toString(),
                "--user",
                "clerk_right",
                "--password-file",
                file.toString()));
        assertLoggedIn(plan(url + "?user=clerk_right&password=ri%20ght%401"));
        assertLoggedIn(plan(url.replace("//", "//clerk_right:ri%20ght%401@")));
        assertThat(CommandRun.of("plan", "--db", url + "?user=x", "--model", model.toString(), "--user", "clerk_right")
                        .err())
                .contains("the user is given twice");
    }

    /** The empty database has no table of the model's name: who is told of the model was let in. */
    private static void assertLoggedIn(CommandRun run) {
        assertThat(run.err()).isNotEmpty().doesNotContain("login");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private CommandRun plan(String url) {
        return CommandRun.of(plan(url, model));
    }

    private static String[] plan(String url, Path model) {
        return new String[] {"plan", "--db", url, "--model", model.toString()};
    }
}
