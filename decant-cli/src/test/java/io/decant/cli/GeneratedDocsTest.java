package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Pages that are made from the code. With {@code -Ddocs.update=true} they are written, otherwise they must be right. */
class GeneratedDocsTest {
    private static final List<String> VERBS =
            List.of("init", "plan", "export", "verify", "import", "compare", "audit", "demo");

    @Test
    void commandsPageIsWhatHelpPrints() throws IOException {
        String verbs = VERBS.stream().map(GeneratedDocsTest::section).collect(Collectors.joining());
        check(
                "COMMANDS.md",
                "# Commands\n\nMade from the command's own help by `GeneratedDocsTest`; do not edit.\n\n"
                        + fenced(CommandRun.of("--help").out()) + verbs);
    }

    @Test
    void theCommandsPageHasEveryVerb() {
        assertThat(CommandRun.of("--help").out()).contains(VERBS);
        long listed = CommandRun.of("--help")
                .out()
                .lines()
                .dropWhile(line -> !line.equals("Verbs:"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.matches("  [a-z].*"))
                .count();
        assertThat(listed).as("verbs in the help, help itself among them").isEqualTo(VERBS.size() + 1L);
    }

    @Test
    void errorsPageHasEveryCode() throws IOException {
        String rows = Arrays.stream(ErrorCode.values())
                .map(code -> "| `" + code + "` | " + code.outcome().exitCode() + " | " + ErrorText.meaning(code) + " | "
                        + ErrorText.nextStep(code) + " |\n")
                .collect(Collectors.joining());
        check(
                "ERRORS.md",
                "# Errors\n\nEvery failure has a stable code, which `--json` prints as `error.code`, and the code alone"
                        + " decides the exit code.\nMade by `GeneratedDocsTest` from `ErrorCode`; do not edit.\n\n"
                        + "| code | exit code | what it means | what to do |\n| --- | --- | --- | --- |\n" + rows
                        + "\nExit code 0 is yes or done. `verify`, `compare` and `audit` exit with 3 when their answer is"
                        + " no.\n");
    }

    private static String section(String verb) {
        return "\n## decant " + verb + "\n\n"
                + fenced(CommandRun.of(verb, "--help").out());
    }

    private static String fenced(String text) {
        return "```text\n" + text.stripTrailing() + "\n```\n";
    }

    private static void check(String name, String expected) throws IOException {
        Path page = Path.of("..", "docs", name);
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, expected);
        }
        assertThat(page)
                .as(
                        "docs/%s; bring it up to date with ./mvnw test -pl decant-core,decant-cli"
                                + " -Dtest=GeneratedDocsTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true",
                        name)
                .content()
                .isEqualTo(expected);
    }
}
