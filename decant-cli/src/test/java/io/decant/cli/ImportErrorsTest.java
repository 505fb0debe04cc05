package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong while an archive is put back, as users meet it: message, exit code, and the target as it was. */
class ImportErrorsTest {
    @TempDir
    private Path folder;

    private Path archive;
    private ShopDatabase target;

    @BeforeEach
    void exportAndMakeATarget() throws IOException, SQLException {
        archive = folder.resolve("acme");
        assertThat(ShopDatabase.filled(folder).export("acme", archive).exitCode())
                .isZero();
        target = ShopDatabase.empty(folder, "target");
    }

    @Test
    void anArchiveComesBackAndCompares() throws SQLException {
        CommandRun run = into(target.url());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Committed: 6 rows").doesNotContain(ShopDatabase.SECRET);
        assertThat(target.number("SELECT count(*) FROM orders")).isEqualTo(3);
        CommandRun compared = CommandRun.of(
                "compare",
                archive.toString(),
                "--db",
                target.url(),
                "--model",
                target.model().toString());
        assertThat(compared.exitCode()).as(compared.all()).isZero();
        target.run("UPDATE orders SET mail = 'other' WHERE id = 1");
        CommandRun differs = CommandRun.of(
                "compare",
                archive.toString(),
                "--db",
                target.url(),
                "--model",
                target.model().toString(),
                "--rows");
        assertThat(differs.exitCode()).isEqualTo(3);
        assertThat(differs.out()).contains("changed", "id=1", "DIFFERS");
    }

    @Test
    void sharedRowsWithoutATenantComeAlongAlsoWithoutAModel() throws IOException, SQLException {
        String tags = "CREATE TABLE tag (id INTEGER PRIMARY KEY, tenant TEXT REFERENCES account (name));\n"
                + "CREATE TABLE tagged (id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, tag_id INTEGER REFERENCES tag (id))";
        ShopDatabase source = ShopDatabase.empty(folder, "tagged");
        source.run("INSERT INTO account VALUES ('acme', 'gold');\n" + tags
                + ";\nINSERT INTO tag VALUES (1, 'acme'), (2, NULL);\nINSERT INTO tagged VALUES (1, 'acme', 2)");
        Path model = Files.writeString(
                source.model(), Files.readString(source.model()) + "tables: {tag: {nullTenant: shared}}\n");
        Path tagged = folder.resolve("tagged");
        assertThat(new ShopDatabase(source.file(), model).export("acme", tagged).exitCode())
                .isZero();
        target.run(tags);

        CommandRun run = CommandRun.of("import", tagged.toString(), "--db", target.url());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Next: decant compare " + tagged + " --db " + target.url());
        assertThat(target.number("SELECT count(*) FROM tag WHERE tenant IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void aDryRunWritesNothing() throws SQLException {
        CommandRun run = into(target.url(), "--dry-run");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Nothing was written");
        assertThat(target.number("SELECT count(*) FROM account")).isZero();
    }

    @Test
    void aTargetThatIsNotThereIsNotMade() {
        CommandRun run = into("jdbc:sqlite:" + folder.resolve("typo.db"));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(folder.resolve("typo.db")).doesNotExist();
    }

    @Test
    void aKeyThatIsTakenRefusesTheImportAndNamesTheTable() throws SQLException {
        target.run("INSERT INTO account VALUES ('umbrella', 'x');\nINSERT INTO orders VALUES (2, 'umbrella', 'y')");
        CommandRun run = into(target.url());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("orders").doesNotContain("umbrella");
        assertThat(target.number("SELECT count(*) FROM orders")).isEqualTo(1);
        assertThat(target.number("SELECT count(*) FROM account")).isEqualTo(1);
    }

    @Test
    void aSchemaThatLacksAColumnIsToldBeforeAnyWrite() throws SQLException {
        target.run("ALTER TABLE orders DROP COLUMN mail");
        CommandRun run = into(target.url(), "--json");
        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.err()).contains("mail");
        assertThat(run.out()).contains("\"code\" : \"SCHEMA_MISMATCH\"");
        assertThat(target.number("SELECT count(*) FROM account")).isZero();
    }

    @Test
    void aDamagedArchiveWritesNothing() throws IOException, SQLException {
        Path part = archive.resolve("data/orders/00001.csv");
        Files.writeString(part, Files.readString(part).replace("acme", "amce"));
        CommandRun run = into(target.url());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(target.number("SELECT count(*) FROM account")).isZero();
    }

    private CommandRun into(String url, String... more) {
        String[] words = {
            "import", archive.toString(), "--db", url, "--model", target.model().toString()
        };
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return CommandRun.of(all);
    }
}
