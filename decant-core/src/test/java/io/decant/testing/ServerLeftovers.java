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
 *
 * @param base folder of all runs of one product
 * @param pidFile where a run's folder holds the server's process id, on the file's first line
 */
record ServerLeftovers(Path base, String pidFile) {
    private static final String PREFIX = "run-";

    /** @param product a word for the folder's name */
    static ServerLeftovers of(String product, String pidFile) {
        String name = "decant-test-" + product + "-" + System.getProperty("user.name");
        return new ServerLeftovers(Path.of(System.getProperty("java.io.tmpdir"), name), pidFile);
    }

    /** This JVM's own folder, made if it is not there. */
    Path runDirectory() throws IOException {
        return Files.createDirectories(base.resolve(nameOf(ProcessHandle.current())));
    }

    void sweep() throws IOException {
        Files.createDirectories(base);
        List<Path> runs;
        try (Stream<Path> entries = Files.list(base)) {
            runs = entries.filter(p -> p.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
        List<String> living =
                ProcessHandle.allProcesses().map(ServerLeftovers::nameOf).toList();
        for (Path run : runs) {
            if (!living.contains(run.getFileName().toString())) {
                stopServer(run);
                delete(run);
            }
        }
    }

    private static String nameOf(ProcessHandle process) {
        long started = process.info().startInstant().map(i -> i.toEpochMilli()).orElse(0L);
        return PREFIX + process.pid() + "-" + started;
    }

    private void stopServer(Path run) throws IOException {
        Path file = run.resolve(pidFile);
        if (!Files.exists(file)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
        Optional<ProcessHandle> server = ProcessHandle.of(pid).filter(p -> isServerOf(p, run));
        if (server.isPresent()) {
            server.get().destroy();
            if (!ends(server.get())) {
                server.get().destroyForcibly();
                ends(server.get());
            }
        }
    }

    /** A process id may have been given to another program since. */
    private static boolean isServerOf(ProcessHandle process, Path run) {
        return process.info().commandLine().orElse("").contains(run.toString());
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
