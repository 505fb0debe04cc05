package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --allow}, as users meet it: what is listed, what is counted, and with which exit code. */
class AllowTest {
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
    void aColumnLessIsLossyAndItsValuesAreCounted() throws SQLException {
        target.run("ALTER TABLE orders DROP COLUMN mail");
        CommandRun strict = on("import");
        assertThat(strict.exitCode()).isEqualTo(6);
        assertThat(strict.err()).contains("column mail (text) is missing [column-missing, lossy]", "--allow lossy");
        CommandRun compatible = on("import", "--allow", "compatible");
        assertThat(compatible.exitCode()).isEqualTo(6);
        assertThat(target.number("SELECT count(*) FROM orders")).isZero();

        CommandRun dry = on("import", "--allow", "lossy", "--dry-run", "--json");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out())
                .contains("\"kind\" : \"column-missing\"", "\"grade\" : \"lossy\"")
                .contains("\"column\" : \"mail\"", "\"kind\" : \"left-out\"", "\"rows\" : 2");
        CommandRun lossy = on("import", "--allow", "lossy");
        assertThat(lossy.exitCode()).as(lossy.err()).isZero();
        assertThat(lossy.out())
                .contains("lossy: table main.orders: column mail", "left-out", "as transformed")
                .contains("Next: decant compare", "--allow lossy")
                .doesNotContain(ShopDatabase.SECRET);
        assertThat(target.number("SELECT count(*) FROM orders")).isEqualTo(3);
    }

    @Test
    void comparingAfterwardsTellsALossFromADifference() throws SQLException {
        target.run("ALTER TABLE orders DROP COLUMN mail");
        assertThat(on("import", "--allow", "compatible,lossy").exitCode()).isZero();
        CommandRun strict = on("compare");
        assertThat(strict.exitCode()).isEqualTo(3);
        assertThat(strict.out())
                .contains("only by the losses listed", "left-out")
                .doesNotContain("DIFFERS");
        CommandRun lossy = on("compare", "--allow", "lossy", "--json");
        assertThat(lossy.exitCode()).isZero();
        assertThat(lossy.out()).contains("\"equal\" : true", "\"kind\" : \"left-out\"");
        target.run("DELETE FROM orders WHERE id = 2");
        CommandRun differs = on("compare", "--allow", "lossy");
        assertThat(differs.exitCode()).isEqualTo(3);
        assertThat(differs.out()).contains("DIFFERS");
    }

    @Test
    void whatLosesNothingIsCompatible() throws SQLException {
        target.run("CREATE UNIQUE INDEX mails ON orders (mail)");
        CommandRun strict = on("import");
        assertThat(strict.exitCode()).isEqualTo(6);
        assertThat(strict.err()).contains("[unique-key-extra, compatible]", "--allow compatible");
        CommandRun compatible = on("import", "--allow", "compatible");
        assertThat(compatible.exitCode()).as(compatible.err()).isZero();
        assertThat(compatible.out()).contains("compatible: table main.orders: the unique key (mail)");
        assertThat(on("compare").exitCode()).isZero();
    }

    @Test
    void anUnknownAllowanceIsAUsageError() {
        assertThat(on("import", "--allow", "everything").exitCode()).isEqualTo(2);
    }

    private CommandRun on(String verb, String... more) {
        List<String> words = List.of(
                verb,
                archive.toString(),
                "--db",
                target.url(),
                "--model",
                target.model().toString());
        return CommandRun.of(Stream.concat(words.stream(), Arrays.stream(more)).toArray(String[]::new));
    }
}
