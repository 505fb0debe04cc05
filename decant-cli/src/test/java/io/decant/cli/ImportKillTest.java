package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.cli.sample.Product;
import io.decant.cli.sample.Sample;
import io.decant.cli.sample.SampleTenant;
import io.decant.testing.DatabaseDigest;
import io.decant.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the importing process without warning, again and again, beside two other tenants: everything in the target is either
 * what it was, or that and all that the archive holds. {@code -Ddecant.kills=200} makes a long run of it; the seed is printed by a failure.
 */
class ImportKillTest {
    private static final int KILLS = Integer.getInteger("decant.kills", 4);
    private static final long SEED = Long.getLong("decant.seed", System.nanoTime());

    private static final SampleTenant ACME = new SampleTenant("acme", 20_000);
    private static final List<SampleTenant> NEIGHBOURS =
            List.of(new SampleTenant("initech", 500), new SampleTenant("umbrella", 300));

    @TempDir
    Path folder;

    @Test
    void anSqliteTargetIsAsItWasOrComplete() throws Exception {
        String source = "jdbc:sqlite:" + folder.resolve("source.db");
        String target = "jdbc:sqlite:" + folder.resolve("target.db");
        make(source, "", Product.SQLITE, List.of(ACME, new SampleTenant("globex", 500)));
        make(target, "", Product.SQLITE, NEIGHBOURS);
        killAgainAndAgain(export(source, "", Product.SQLITE), target, "", Product.SQLITE);
    }

    @Test
    void aPostgresTargetIsAsItWasOrComplete() throws Exception {
        TestPostgres source = TestPostgres.newDatabase();
        TestPostgres target = TestPostgres.newDatabase();
        String user = source.user();
        make(source.jdbcUrl(), user, Product.POSTGRESQL, List.of(ACME, new SampleTenant("globex", 500)));
        make(target.jdbcUrl(), user, Product.POSTGRESQL, NEIGHBOURS);
        killAgainAndAgain(
                export(source.jdbcUrl(), user, Product.POSTGRESQL), target.jdbcUrl(), user, Product.POSTGRESQL);
    }

    private static void make(String url, String user, Product product, List<SampleTenant> tenants) throws SQLException {
        try (Connection connection = connect(url, user)) {
            Sample.create(connection, product, tenants, 7);
        }
    }

    private Path export(String url, String user, Product product) throws Exception {
        Path out = folder.resolve("acme");
        List<String> words = new ArrayList<>(List.of(
                "export",
                "--db",
                url,
                "--model",
                model(product).toString(),
                "--tenant",
                "acme",
                "--out",
                out.toString()));
        assertThat(start(words, user).waitFor()).isZero();
        return out;
    }

    private Process startImport(Path archive, String url, String user, Product product) throws Exception {
        return start(
                List.of(
                        "import",
                        archive.toString(),
                        "--db",
                        url,
                        "--model",
                        model(product).toString()),
                user);
    }

    private void killAgainAndAgain(Path archive, String url, String user, Product product) throws Exception {
        Random random = new Random(SEED);
        DatabaseDigest before = content(url, user);
        long startedAt = System.nanoTime();
        assertThat(startImport(archive, url, user, product).waitFor()).isZero();
        long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
        DatabaseDigest after = content(url, user);
        assertThat(after).isNotEqualTo(before);
        removeAcme(url, user);
        assertThat(content(url, user)).isEqualTo(before);
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = startImport(archive, url, user, product);
            boolean ended = process.waitFor(random.nextLong(whole / 3, whole), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            DatabaseDigest now = content(url, user);
            if (ended || now.equals(after)) {
                assertThat(now).as("kill %d, seed %d", kill, SEED).isEqualTo(after);
                removeAcme(url, user);
            } else {
                assertThat(now).as("kill %d, seed %d", kill, SEED).isEqualTo(before);
            }
        }
        assertThat(startImport(archive, url, user, product).waitFor())
                .as("after all kills an import works")
                .isZero();
        assertThat(content(url, user)).isEqualTo(after);
    }

    private Path model(Product product) throws Exception {
        Path file = folder.resolve("decant." + product + ".yaml");
        return Files.writeString(file, Sample.model(product));
    }

    private static Process start(List<String> words, String user) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.decant.cli.Main"));
        command.addAll(words);
        command.add("--quiet");
        if (!user.isEmpty()) {
            command.addAll(List.of("--user", user));
        }
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
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

    /** Everything in the database, the neighbours' rows and the definitions included. */
    private static DatabaseDigest content(String url, String user) throws SQLException {
        try (Connection connection = connect(url, user)) {
            return DatabaseDigest.of(connection);
        }
    }

    private static Connection connect(String url, String user) throws SQLException {
        return user.isEmpty() ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, "not needed");
    }
}
