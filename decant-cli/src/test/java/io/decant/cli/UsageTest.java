package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person meets who types something wrong, or nothing. */
class UsageTest {
    @TempDir
    private Path folder;

    @Test
    void withoutWordsShortHelpGoesToStderr() {
        CommandRun run = CommandRun.of();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage: decant", "export", "verify", "import");
    }

    @Test
    void helpIsAnAnswerAndNamesTheEnvironment() {
        CommandRun run = CommandRun.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("DECANT_DB_USER", "DECANT_DB_PASSWORD", "DECANT_DRIVERS", "NO_COLOR", "130 interrupted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "plan", "export", "verify", "import", "compare", "audit"})
    void everyVerbHasHelpWithExamples(String verb) {
        CommandRun run = CommandRun.of(verb, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Usage: decant " + verb, "Examples:", "  decant " + verb);
        assertThat(CommandRun.of("help", verb).out()).isEqualTo(run.out());
    }

    @Test
    void versionNamesTheFormat() {
        assertThat(CommandRun.of("--version").out()).startsWith("decant ").contains("archive format 1");
    }

    @Test
    void aMistypedVerbIsAnsweredByTheOneThatWasMeant() {
        CommandRun run = CommandRun.of("exprot", "--db", "jdbc:sqlite:x.db");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("exprot", "Did you mean: decant export");
    }

    @Test
    void aMistypedOptionIsNamedThoughARequiredOneIsMissingForIt() {
        CommandRun run = CommandRun.of("plan", "--db", "jdbc:sqlite:x.db", "--modle=decant.yaml");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Unknown option: '--modle'", "--model", "decant plan --help");
    }

    @Test
    void anOptionWithoutItsValueDoesNotSwallowTheNextOption() {
        CommandRun run = CommandRun.of(
                "export", "--db", "jdbc:sqlite:x.db", "--model", "m.yaml", "--tenant", "--out", "somewhere");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--tenant");
    }

    @Test
    void wordsThatBeginWithAnAtAreNoFiles() throws IOException {
        Path words = Files.writeString(folder.resolve("words"), "--help");
        CommandRun run = CommandRun.of("verify", "@" + words);
        assertThat(run.out()).doesNotContain("Usage");
        assertThat(run.exitCode()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "0", "101MB", "104857601", "ten", "-5", "1.5MB", "99999999999999999999"})
    void refusesAPartSizeThatTheFormatDoesNotAllow(String size) {
        CommandRun run = CommandRun.of(
                "export", "--db", "jdbc:sqlite:x", "--model", "m", "--tenant", "t", "--out", "o", "--part-size", size);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--part-size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "20M/s", "fast", "0rows/s", "100B/s", "-5rows/s", "20MB"})
    void aRateThatIsNoneIsAnsweredByWhatIsRight(String rate) {
        CommandRun run = CommandRun.of(
                "export", "--db", "jdbc:sqlite:x", "--model", "m", "--tenant", "t", "--out", "o", "--max-rate", rate);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--max-rate").containsAnyOf("50000rows/s, 20MB/s", "1KB/s to 1024GB/s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "0s", "8d", "-1m", "1.5h", "PT30M", "soon"})
    void anAgeThatIsNoneIsAnsweredByWhatIsRight(String age) {
        CommandRun run = CommandRun.of(
                "export",
                "--db",
                "jdbc:sqlite:x",
                "--model",
                "m",
                "--tenant",
                "t",
                "--out",
                "o",
                "--max-snapshot-age",
                age);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--max-snapshot-age").containsAnyOf("30m, 90s or 2h", "1s to 7d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65", "-1"})
    void refusesJobsOutOfRange(String jobs) {
        CommandRun run = CommandRun.of(
                "export", "--db", "jdbc:sqlite:x", "--model", "m", "--tenant", "t", "--out", "o", "--jobs", jobs);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--jobs");
    }

    @Test
    void whatIsPromisedAndNotBuiltIsRefusedByNameNotIgnored() {
        assertThat(CommandRun.of("export", "--encrypt-to", "age1").err()).contains("Unknown option: '--encrypt-to'");
        assertThat(CommandRun.of("import", "a", "--identity", "f").err()).contains("Unknown option: '--identity'");
    }

    @Test
    void optionsThatContradictEachOtherAreRefusedBeforeAnythingIsOpened() {
        for (List<String> options : List.of(
                List.of("--keys", "remap"),
                List.of("--on-conflict", "skip"),
                List.of("--keys=remap", "--on-conflict=update"),
                List.of("--delete-extra"))) {
            List<String> words = new ArrayList<>(List.of("import", "a", "--db", "jdbc:sqlite:x"));
            words.addAll(options);
            CommandRun run = CommandRun.of(words.toArray(String[]::new));
            assertThat(run.exitCode()).as(String.join(" ", words)).isEqualTo(2);
            assertThat(run.err()).containsAnyOf("--model", "goes only with");
        }
    }

    @Test
    void compareTakesADatabaseOrASecondArchive() {
        assertThat(CommandRun.of("compare", "a").err()).contains("either a database, by --db URL, or a second archive");
        assertThat(CommandRun.of("compare", "a", "b", "--db", "jdbc:sqlite:x").exitCode())
                .isEqualTo(2);
        CommandRun model = CommandRun.of("compare", "a", "b", "--tenant", "t");
        assertThat(model.exitCode()).isEqualTo(2);
        assertThat(model.err()).contains("two archives need none of them");
    }

    @Test
    void jsonIsOneDocumentAlsoForAFailure() {
        CommandRun run = CommandRun.of("plan", "--db", "postgres://u:pw@host/db", "--model", "m.yaml", "--json");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .contains("\"error\"", "\"exitCode\" : 2")
                .startsWith("{")
                .endsWith("}\n");
        CommandRun words = CommandRun.of("plan", "--json", "--nonsense");
        assertThat(words.out()).contains("\"code\" : \"USAGE\"");
    }

    @Test
    void initDoesNotOverwrite() throws IOException {
        Path taken = Files.writeString(folder.resolve("decant.yaml"), "mine");
        CommandRun run = CommandRun.of("init", "--db", "jdbc:sqlite:x.db", "-o", taken.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("is there already and is not overwritten");
        assertThat(taken).hasContent("mine");
    }
}
