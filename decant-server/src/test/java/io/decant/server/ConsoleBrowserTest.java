package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.decant.Progress;
import io.decant.Verifier;
import io.decant.VerifyReport;
import io.decant.testing.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The console in a real browser: out of one service, into another. */
class ConsoleBrowserTest {
    private static final String TENANT = "initech";

    @TempDir
    private static Path folder;

    private static Served source;
    private static Chromium browser;
    private static Path downloads;

    @BeforeAll
    static void start() throws Exception {
        downloads = Files.createDirectories(folder.resolve("downloads"));
        browser = Chromium.start(downloads);
        source = Served.start(folder.resolve("source"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (source != null) {
            source.close();
        }
    }

    @AfterEach
    void nothingWasRefusedOrFailedInTheBrowser() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aBackupIsScheduledWatchedOpenedDownloadedAndRestoredElsewhere() throws Exception {
        signIn(source.base(), source.key(TENANT), "");
        browser.see(".empty", "No backup yet");
        check("jobs-empty");
        browser.press("Back up now");
        browser.see(".state.completed", "completed");
        check("backup");
        browser.press("Download as a zip");
        Path zip = browser.await(() -> ofType(downloads, ".zip"));
        VerifyReport verified = new Verifier(Progress.NONE).verify(zip);
        assertThat(verified.sound()).as("%s", verified.findings()).isTrue();
        assertThat(verified.tables()).hasSize(10);

        try (Served target = Served.start(folder.resolve("target"))) {
            leaveTheRoot(target);
            // Cookies do not tell ports apart: by another name it is another host.
            signIn(target.base().replace("127.0.0.1", "localhost"), target.key(TENANT), "");
            browser.press("Restore an archive");
            check("restore-new");
            browser.choose("#choose-zip", zip);
            browser.see("#how", "How to restore it");
            check("restore-ready");
            browser.press("Try it, write nothing");
            browser.see(".message.good", "Nothing stands in the way");
            check("restore-tried");
            assertThat(count(target)).as("a dry run writes nothing").isEqualTo(1);
            browser.press("Restore now");
            browser.yes();
            browser.see(".message.good", "Committed.");
            check("restore-done");
            Map<String, Set<List<String>>> restored = content(target);
            content(source)
                    .forEach((table, rows) -> assertThat(restored.get(table).equals(rows))
                            .as(table + " is the same")
                            .isTrue());

            // Once more, from the unpacked folder: now the rows are there already.
            browser.open(target.base().replace("127.0.0.1", "localhost") + "/console/restores/new");
            browser.choose("#choose-folder", unpacked(zip));
            browser.see("#how", "How to restore it");
            browser.press("Restore now");
            browser.yes();
            browser.see(".message.bad", "import-collision");
            check("restore-refused");
            browser.press("Jobs");
            browser.see(".state.failed", "failed");
            check("jobs");
        }
    }

    @Test
    void aManagerMakesAndRevokesAKeyAndReadsTheLog() throws Exception {
        signIn(source.base(), Served.MANAGER, "globex");
        browser.press("Keys");
        browser.see("h1", "globex");
        browser.see("#name").sendKeys("a key of the browser");
        browser.press("Make the key");
        String secret = browser.see("#secret").getText();
        assertThat(source.call("GET", "/backup/jobs", "ApiSecret", secret).statusCode())
                .isEqualTo(200);
        check("keys");
        browser.press("Revoke");
        browser.yes();
        browser.see("details summary", "1 revoked key");
        assertThat(source.call("GET", "/backup/jobs", "ApiSecret", secret).statusCode())
                .isEqualTo(401);
        browser.press("Audit log");
        browser.see("tbody", "key revoked");
        check("audit");
        browser.press("Sign out");
        browser.see("#key");
    }

    @Test
    void anUploadGoesOnWhereItWasLeftAndAfterABrokenLine() throws Exception {
        String key = source.key("globex");
        String backup = source.backup(key);
        Path zip = folder.resolve("globex.zip");
        Files.write(
                zip,
                source.call("GET", backup + "/archive.zip", "ApiSecret", key).body());
        byte[] manifest =
                source.call("GET", backup + "/manifest", "ApiSecret", key).body();
        String restore = source.send("POST", "/restore", manifest, "ApiSecret", key)
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String readme = "/files/README.txt";
        source.send(
                "PUT",
                restore + readme,
                source.call("GET", backup + readme, "ApiSecret", key).body(),
                "ApiSecret",
                key);
        signIn(source.base(), key, "");
        browser.open(source.base() + restore.replace("/restore/", "/console/restores/"));
        browser.see("#upload-sum", "1 of ");
        check("restore-left");
        browser.line(false);
        browser.choose("#choose-zip", zip);
        browser.see(".upload-state.bad", "The line broke.");
        browser.shot("restore-broken");
        browser.line(true);
        browser.see("#how", "How to restore it");
        assertThat(browser.complaints())
                .as("of the line, and of nothing else")
                .isNotEmpty()
                .allMatch(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void whoHasOnlyAKeyboardSchedulesABackup() throws Exception {
        browser.open(source.base() + "/console/sign-in");
        browser.see("#key");
        check("sign-in");
        browser.type(source.key("acme"), Keys.ENTER);
        browser.see("#backups");
        browser.tabTo("Back up now");
        browser.type(Keys.ENTER);
        browser.see(".state.completed", "completed");
        browser.tabTo("Download as a zip");
        browser.tabTo("Sign out");
        browser.type(Keys.ENTER);
        browser.see("#key");
    }

    private static void signIn(String base, String key, String tenant) {
        browser.open(base + "/console/sign-in");
        browser.see("#key").sendKeys(key);
        if (!tenant.isEmpty()) {
            browser.see("summary").click();
            browser.see("#tenant").sendKeys(tenant);
        }
        browser.press("Sign in");
        browser.see("#backups");
    }

    /** Nobody is kept out, in light and dark, and it fits a phone. */
    private static void check(String name) {
        browser.accessible();
        browser.shot(name);
        browser.scheme("dark");
        browser.shot(name + "-dark");
        browser.scheme("light");
        browser.phone();
        browser.shot(name + "-phone");
        browser.desk();
    }

    private static Path ofType(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(ending)).findFirst().orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpacked(Path zip) throws IOException {
        Path archive = folder.resolve("unpacked");
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = archive.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(entries, file);
            }
        }
        return archive;
    }

    /** The sample's tables, by the column that has the tenant. */
    private static Map<String, String> tables(Served served) throws SQLException {
        Map<String, String> tables = new TreeMap<>();
        for (List<String> row : Rows.of(
                served.bean(HikariDataSource.class),
                "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'PUBLIC'"
                        + " AND column_name IN ('Tenant', 'TenantId') AND table_name NOT IN ('TokenKeys', 'DispatchedEmails')")) {
            tables.put(row.get(0), row.get(1));
        }
        assertThat(tables).hasSize(10);
        return tables;
    }

    /** As after "create the organisation": the tenant is there, and has nothing. */
    private static void leaveTheRoot(Served served) throws SQLException {
        try (Connection connection = served.bean(HikariDataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET REFERENTIAL_INTEGRITY FALSE");
            for (List<String> table : Rows.of(
                    connection,
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'PUBLIC'"
                            + " AND table_type = 'BASE TABLE' AND table_name <> 'AccountInfo'")) {
                statement.execute("DELETE FROM \"" + table.get(0) + "\"");
            }
            statement.execute("DELETE FROM \"AccountInfo\" WHERE \"AcountName\" <> '" + TENANT + "'");
            statement.execute("SET REFERENTIAL_INTEGRITY TRUE");
        }
    }

    private static int count(Served served) throws SQLException {
        return content(served).values().stream().mapToInt(Set::size).sum();
    }

    /** All, but what the model says is not restored. */
    private static String columns(String table) {
        return table.equals("AccountInfo")
                ? "\"AcountName\", \"Tenant\", \"AdminEmailsSerialized\", \"CreatedAt\""
                : "*";
    }

    /** The tenant's rows by table. */
    private static Map<String, Set<List<String>>> content(Served served) throws SQLException {
        Map<String, Set<List<String>>> content = new TreeMap<>();
        for (Map.Entry<String, String> table : tables(served).entrySet()) {
            content.put(
                    table.getKey(),
                    new HashSet<>(Rows.of(
                            served.bean(HikariDataSource.class),
                            "SELECT " + columns(table.getKey()) + " FROM \"" + table.getKey() + "\" WHERE \""
                                    + table.getValue() + "\" = '" + TENANT + "'")));
        }
        return content;
    }
}
