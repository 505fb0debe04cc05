package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.cli.sample.Product;
import io.decant.cli.sample.Sample;
import io.decant.cli.sample.SampleTenant;
import io.decant.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the importing process without warning, again and again: the target's content is either what it was or all that the
 * archive holds. {@code -Ddecant.kills=200} makes a long run of it; the seed is printed by a failure.
 */
class ImportKillTest {
    private static final int KILLS = Integer.getInteger("decant.kills", 4);
    private static final long SEED = Long.getLong("decant.seed", System.nanoTime());

    @TempDir
    Path folder;

    private Path archive;

    @BeforeEach
    void exportATenant() throws Exception {
        Path file = folder.resolve("source.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Sample.create(
                    connection,
                    Product.SQLITE,
                    List.of(new SampleTenant("acme", 20_000), new SampleTenant("globex", 500)),
                    7);
        }
        archive = folder.resolve("acme");
        Path model = model(Product.SQLITE);
        Process export = start(
                "export",
                "--db",
                "jdbc:sqlite:" + file,
                "--model",
                model.toString(),
                "--tenant",
                "acme",
                "--out",
                archive.toString(),
                "--quiet");
        assertThat(export.waitFor()).isZero();
    }

    @Test
    void anSqliteTargetIsAsItWasOrComplete() throws Exception {
        Path file = folder.resolve("target.db");
        String url = "jdbc:sqlite:" + file;
        try (Connection connection = DriverManager.getConnection(url)) {
            Sample.create(connection, Product.SQLITE, List.of(new SampleTenant("initech", 500)), 8);
        }
        killAgainAndAgain(url, "", Product.SQLITE);
    }

    @Test
    void aPostgresTargetIsAsItWasOrComplete() throws Exception {
        TestPostgres database = TestPostgres.newDatabase();
        try (Connection connection = database.getConnection()) {
            Sample.create(connection, Product.POSTGRESQL, List.of(new SampleTenant("initech", 500)), 8);
        }
        killAgainAndAgain(database.jdbcUrl(), database.user(), Product.POSTGRESQL);
    }

    private void killAgainAndAgain(String url, String user, Product product) throws Exception {
        Random random = new Random(SEED);
        String before = content(url, user);
        Path model = model(product);
        long longest = 1_000;
        for (int kill = 0; kill < KILLS; kill++) {
            long startedAt = System.nanoTime();
            Process process = start(
                    "import", archive.toString(), "--db", url, "--user", user, "--model", model.toString(), "--quiet");
            boolean ended = process.waitFor(random.nextLong(longest / 4, longest), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            if (ended) {
                assertThat(process.exitValue()).as("seed %d", SEED).isZero();
                longest = Math.max(400, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt));
                assertThat(content(url, user)).as("seed %d", SEED).isNotEqualTo(before);
                removeAcme(url, user);
            } else {
                longest = longest * 5 / 4;
            }
            assertThat(content(url, user)).as("kill %d, seed %d", kill, SEED).isEqualTo(before);
        }
        Process last = start(
                "import", archive.toString(), "--db", url, "--user", user, "--model", model.toString(), "--quiet");
        assertThat(last.waitFor()).as("after all kills an import works").isZero();
    }

    private Path model(Product product) throws Exception {
        Path file = folder.resolve("decant." + product + ".yaml");
        return Files.writeString(file, Sample.model(product));
    }

    private static Process start(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.decant.cli.Main"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static final List<String> CHILDREN_FIRST = List.of(
            "Authenticators",
            "AppFeatures",
            "ApplicationEvents",
            "DispatchedEmails",
            "PeriodicCredentialReports",
            "PeriodicActiveUserReports",
            "ApiKeys",
            "AuthenticationConfigurations",
            "Aliases",
            "Credentials",
            "TokenKeys",
            "AccountInfo");

    private static void removeAcme(String url, String user) throws SQLException {
        try (Connection connection = connect(url, user);
                Statement statement = connection.createStatement()) {
            for (String table : CHILDREN_FIRST) {
                String column = table.equals("ApplicationEvents") ? "TenantId" : "Tenant";
                statement.execute("DELETE FROM \"" + table + "\" WHERE \"" + column + "\" = 'acme'");
            }
        }
    }

    /** A hash of all rows of all tables, by the driver's own text. */
    private static String content(String url, String user) throws Exception {
        TreeMap<String, String> rows = new TreeMap<>();
        try (Connection connection = connect(url, user);
                Statement statement = connection.createStatement()) {
            for (String table : CHILDREN_FIRST) {
                try (ResultSet result = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
                    while (result.next()) {
                        StringBuilder row = new StringBuilder(table);
                        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                            row.append('\0').append(result.getString(i));
                        }
                        rows.merge(row.toString(), "1", String::concat);
                    }
                }
            }
        }
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        rows.forEach((row, times) -> sha256.update((row + times).getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static Connection connect(String url, String user) throws SQLException {
        return user.isEmpty() ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, "not needed");
    }
}
