package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while a tenant is taken out, as users meet it: message, exit code, and nothing left behind. */
class ExportErrorsTest {
    @TempDir
    private Path folder;

    private ShopDatabase shop;
    private Path out;

    @BeforeEach
    void fillTheShop() throws IOException, SQLException {
        shop = ShopDatabase.filled(folder);
        out = Files.createDirectory(folder.resolve("archives")).resolve("acme");
    }

    @Test
    void aTenantComesOutWithItsProof() {
        CommandRun run = shop.export("acme", out);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("6 rows", "Proof: 0 lost, 0 foreign, 0 disagreeing.", "Next: decant verify " + out)
                .doesNotContain(ShopDatabase.SECRET);
        assertThat(out.resolve("manifest.json")).exists();
    }

    @Test
    void theSameAsJsonIsOneDocument() {
        CommandRun run = shop.export("acme", out, "--json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("{")
                .contains("\"rows\" : 6", "\"lost\" : 0")
                .endsWith("}\n");
    }

    @Test
    void anUnknownTenantIsNoAndNothingIsWritten() throws IOException {
        CommandRun run = shop.export("nobody-knows-me", out);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("no tenant").contains("account");
        assertThat(run.all()).doesNotContain("nobody-knows-me");
        assertNothingWritten();
    }

    @Test
    void anEmptyTenantIsFineAndSaid() {
        CommandRun run = shop.export("hollow", out);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("the tenant is empty");
        assertThat(out.resolve("manifest.json")).exists();
    }

    @Test
    void anUnknownKeyInTheModelIsNamedWithItsLine() throws IOException {
        Files.writeString(shop.model(), "tenant:\n  table: account\n  columns: [tenant]\n  colour: red\n");
        CommandRun run = shop.export("acme", out);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("shop.yaml:4", "colour");
        assertNothingWritten();
    }

    @Test
    void aModelThatIsNotThereIsNamed() throws IOException {
        Files.delete(shop.model());
        CommandRun run = shop.export("acme", out);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("shop.yaml is not there", "decant init");
    }

    @Test
    void aTableWithoutAPlaceIsNamedWithTheLinesToAdd() throws IOException, SQLException {
        shop.run("CREATE TABLE stray (id INTEGER PRIMARY KEY);\nCREATE TABLE other (id INTEGER PRIMARY KEY);\n");
        CommandRun run = shop.export("acme", out);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("stray", "other", "exclude");
        assertNothingWritten();
    }

    @Test
    void anOutputThatIsThereIsNotTouchedUnlessForced() throws IOException {
        assertThat(shop.export("hollow", out).exitCode()).isZero();
        byte[] before = Files.readAllBytes(out.resolve("manifest.json"));
        CommandRun run = shop.export("acme", out);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(out.toString(), "--force");
        assertThat(out.resolve("manifest.json")).hasBinaryContent(before);
        assertThat(shop.export("acme", out, "--force").exitCode()).isZero();
        assertThat(out.resolve("manifest.json")).content().contains("\"rows\" : 3");
    }

    @Test
    void aFolderOfSomeoneElseIsNotReplacedEvenIfForced() throws IOException {
        Files.createDirectory(out);
        Path mine = Files.writeString(out.resolve("thesis.txt"), "years of work");
        assertThat(shop.export("acme", out, "--force").exitCode()).isEqualTo(2);
        assertThat(mine).hasContent("years of work");
    }

    @Test
    void aFolderThatMayNotBeMadeIsAStorageError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandRun run = shop.export("acme", file.resolve("below"));
        assertThat(run.exitCode()).isIn(2, 5);
        assertThat(run.err()).contains(file.toString()).doesNotContain("fault of Decant");
    }

    @Test
    void aRateThatIsSlowerThanTheSnapshotMayGrowOldIsADatabaseErrorAndLeavesNothing() throws IOException {
        CommandRun run = shop.export("acme", out, "--max-rate", "1rows/s", "--max-snapshot-age", "1s");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).contains("older than 1s", "max-snapshot-age", "Nothing was published");
        assertNothingWritten();
        CommandRun inTime = shop.export("acme", out, "--max-rate", "1MB/s", "--max-snapshot-age", "10m");
        assertThat(inTime.exitCode()).isZero();
        assertThat(CommandRun.of("verify", out.toString()).exitCode()).isZero();
    }

    @Test
    void aFullDiskIsToldAndLeavesNothing() throws IOException, SQLException, InterruptedException {
        shop.run("WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)"
                + " INSERT INTO orders SELECT i, 'acme', hex(randomblob(2000)) FROM n");
        try (SmallDisk disk = SmallDisk.in(folder)) {
            CommandRun run = disk.run(
                    "export",
                    "--db",
                    shop.url(),
                    "--model",
                    shop.model().toString(),
                    "--tenant",
                    "acme",
                    "--out",
                    disk.folder().resolve("acme").toString(),
                    "--quiet");
            assertThat(run.err()).contains("disk");
            assertThat(run.exitCode()).isEqualTo(5);
            assertThat(run.all()).doesNotContain(ShopDatabase.SECRET);
            assertThat(disk.folder()).isEmptyDirectory();
        }
    }

    @AfterEach
    void noMessageHeldARowValue() throws SQLException {
        assertThat(shop.number("SELECT count(*) FROM orders WHERE mail = '" + ShopDatabase.SECRET + "'"))
                .isEqualTo(1);
    }

    private void assertNothingWritten() throws IOException {
        try (Stream<Path> left = Files.list(out.getParent())) {
            assertThat(left).isEmpty();
        }
    }
}
