package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: signals, memory, exit codes of the operating system. */
class ProcessTest {
    @TempDir
    private Path folder;

    private ShopDatabase shop;
    private Path archives;

    @BeforeEach
    void fillTheShop() throws IOException, SQLException {
        shop = ShopDatabase.filled(folder);
        archives = Files.createDirectory(folder.resolve("archives"));
    }

    @Test
    void theProcessExitsWithTheVerbsExitCode() throws IOException, InterruptedException {
        CommandRun run =
                CommandProcess.start(List.of(), "verify", archives.toString()).end();
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void ctrlCExitsWith130AndLeavesNothing() throws IOException, SQLException, InterruptedException {
        fill(150, 1_000_000);
        try (WatchService watch = archives.getFileSystem().newWatchService()) {
            archives.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            // So that it has not ended before it is interrupted, however fast the machine is.
            CommandProcess export = CommandProcess.start(List.of(), export("acme", "--max-rate", "40MB/s"));
            // The export's first file: from here on there is something to leave behind.
            assertThat(watch.poll(60, TimeUnit.SECONDS)).isNotNull();
            export.interrupt();
            CommandRun run = export.end();
            assertThat(run.exitCode()).isEqualTo(130);
            assertThat(run.err()).contains("interrupted");
        }
        try (Stream<Path> left = Files.list(archives)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void memoryDoesNotGrowWithTheTable() throws IOException, SQLException, InterruptedException {
        fill(20_000, 8_000);
        CommandRun run =
                CommandProcess.start(List.of("-Xmx16m"), export("acme")).end();
        assertThat(run.err()).doesNotContain("memory");
        assertThat(run.exitCode()).isZero();
        assertThat(Files.size(archives.resolve("acme/data/orders/00001.csv"))).isGreaterThan(100_000_000);
        assertThat(archives.resolve("acme/data/orders/00002.csv")).exists();
    }

    /** Rows of acme's. */
    private void fill(int rows, int bytes) throws SQLException {
        shop.run("WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < " + (99 + rows) + ")"
                + " INSERT INTO orders SELECT i, 'acme', hex(randomblob(" + bytes / 2 + ")) FROM n");
    }

    private String[] export(String name, String... more) {
        String[] words = {
            "export",
            "--db",
            shop.url(),
            "--model",
            shop.model().toString(),
            "--tenant",
            "acme",
            "--out",
            archives.resolve(name).toString()
        };
        return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
    }
}
