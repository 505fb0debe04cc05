package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir
    private Path folder;

    @Test
    void theWholeStoryComesOutAsToldTwiceInTheSameFolder() {
        Path demo = folder.resolve("demo");
        for (int time = 0; time < 2; time++) {
            CommandRun run = CommandRun.of("demo", "--rows", "300", "--folder", demo.toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains(
                            "decant export --db jdbc:sqlite:" + demo,
                            "Sound: 10 tables",
                            "Equal: 10 tables",
                            "wrong: data/Credentials/00001.csv",
                            "Try next:");
            assertThat(run.err()).contains("Invoices");
            assertThat(demo.resolve("acme-again")).doesNotExist();
        }
    }

    @Test
    void whatItProposesToTryNextWorks() {
        Path demo = folder.resolve("demo");
        CommandRun run = CommandRun.of("demo", "--rows", "300", "--folder", demo.toString());
        run.out()
                .lines()
                .dropWhile(line -> !line.equals("Try next:"))
                .filter(line -> line.startsWith("  decant ") && !line.contains("HOST"))
                .forEach(line -> {
                    String[] words = line.strip().substring("decant ".length()).split(" ", -1);
                    CommandRun next = CommandRun.of(words);
                    assertThat(next.exitCode()).as(line + "\n" + next.all()).isZero();
                });
    }

    @Test
    void aFolderThatTheDemoDidNotMakeStaysAsItIs() throws IOException {
        Path mine = Files.writeString(folder.resolve("thesis.txt"), "years of work");
        CommandRun run = CommandRun.of("demo", "--folder", folder.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("was not made by the demo");
        assertThat(mine).hasContent("years of work");
    }

    @Test
    void aLinkToAnEarlierDemoIsNotFollowed() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Files.writeString(real.resolve(".made-by-decant-demo"), "");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        assertThat(CommandRun.of("demo", "--folder", link.toString()).exitCode())
                .isEqualTo(2);
        assertThat(real.resolve(".made-by-decant-demo")).exists();
    }
}
