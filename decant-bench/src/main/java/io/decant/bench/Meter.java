package io.decant.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a contender and takes its figures. One at a time: the times of ended children are this process' own. */
final class Meter {
    private static final long SAMPLE_MILLIS = 20;

    private final BenchServer server;
    private final Path logs;

    /** @param logs an existing folder, for what contenders print */
    Meter(BenchServer server, Path logs) {
        this.server = server;
        this.logs = logs;
    }

    /**
     * Runs it to its end.
     *
     * @param output the folder that it makes; it need not make one
     * @throws BenchException if it fails, with the last lines of what it printed
     */
    Reading run(Contender contender, Path output) throws IOException, InterruptedException {
        Path log = logs.resolve(contender.name() + ".log");
        ProcessBuilder builder = new ProcessBuilder(contender.command())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(contender.environment());
        server.awaitQuiet();
        double machine = ProcessTimes.machine();
        double self = ProcessTimes.self();
        double ended = ProcessTimes.endedChildren();
        double served = server.cpu();
        long start = System.nanoTime();
        Process process = builder.start();
        long peak = 0;
        try {
            while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, ProcessTimes.peakMemory(process.pid()));
            }
        } finally {
            // Only where this thread was interrupted.
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
        double wall = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new BenchException(contender.name() + " ended with exit code " + process.exitValue()
                    + ". Its last words:\n" + tail(log));
        }
        server.awaitQuiet();
        double client = ProcessTimes.endedChildren() - ended;
        double serverCpu = server.cpu() - served;
        double mine = ProcessTimes.self() - self;
        double other = Math.max(0, ProcessTimes.machine() - machine - client - serverCpu - mine);
        return new Reading(wall, client, serverCpu, other, peak, Folders.size(output));
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}
