package io.decant.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command in a process of its own, as the launcher starts it, from this build's classes. */
final class CommandProcess {
    private final Process process;
    private final Path out;
    private final Path err;

    private CommandProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static CommandProcess start(List<String> javaOptions, String... words) throws IOException {
        return start(List.of(), javaOptions, words);
    }

    /** @param wrapper words before the command line of Java */
    static CommandProcess under(List<String> wrapper, String... words) throws IOException {
        return start(wrapper, List.of(), words);
    }

    private static CommandProcess start(List<String> wrapper, List<String> javaOptions, String... words)
            throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(words));
        Path out = Files.createTempFile("decant-test", ".out");
        Path err = Files.createTempFile("decant-test", ".err");
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new CommandProcess(process, out, err);
    }

    Process process() {
        return process;
    }

    /** What Ctrl-C sends. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** Waits for the end. */
    CommandRun end() throws IOException, InterruptedException {
        int exitCode = process.waitFor();
        CommandRun run = new CommandRun(exitCode, text(out), text(err));
        Files.delete(out);
        Files.delete(err);
        return run;
    }

    private static String text(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            StringBuilder text = new StringBuilder();
            reader.lines().forEach(line -> text.append(line).append('\n'));
            return text.toString();
        }
    }
}
