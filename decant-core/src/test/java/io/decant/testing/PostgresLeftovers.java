package io.decant.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Servers and folders of test JVMs that were killed before they could stop them. Each run has a folder named after its
 * JVM's process id and start, so the living are told from the dead.
 */
final class PostgresLeftovers {
    static final Path BASE =
            Path.of(System.getProperty("java.io.tmpdir"), "decant-test-postgres-" + System.getProperty("user.name"));

    private static final String PREFIX = "run-";

    private PostgresLeftovers() {}

    static Path runDirectory() {
        return BASE.resolve(nameOf(ProcessHandle.current()));
    }

    static void sweep() throws IOException {
        Files.createDirectories(BASE);
        List<Path> runs;
        try (Stream<Path> entries = Files.list(BASE)) {
            runs = entries.filter(p -> p.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
        List<String> living =
                ProcessHandle.allProcesses().map(PostgresLeftovers::nameOf).toList();
        for (Path run : runs) {
            if (!living.contains(run.getFileName().toString())) {
                stopServer(run.resolve("data"));
                delete(run);
            }
        }
    }

    private static String nameOf(ProcessHandle process) {
        long started = process.info().startInstant().map(i -> i.toEpochMilli()).orElse(0L);
        return PREFIX + process.pid() + "-" + started;
    }

    private static void stopServer(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
        Optional<ProcessHandle> server = ProcessHandle.of(pid).filter(p -> isServerOf(p, data));
        if (server.isPresent()) {
            server.get().destroy();
            if (!ends(server.get())) {
                server.get().destroyForcibly();
                ends(server.get());
            }
        }
    }

    /** A process id may have been given to another program since. */
    private static boolean isServerOf(ProcessHandle process, Path data) {
        return process.info().commandLine().orElse("").contains(data.toString());
    }

    private static boolean ends(ProcessHandle process) {
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("waiting for an old server to end", e);
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
