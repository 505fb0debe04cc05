package io.decant.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What one run of the real command object answered, in this process.
 *
 * @param exitCode what the process would exit with
 * @param out all of stdout
 * @param err all of stderr
 */
record CommandRun(int exitCode, String out, String err) {

    /** Runs the command with an empty environment. */
    static CommandRun of(String... words) {
        return with(Map.of(), words);
    }

    /** Runs the command. */
    static CommandRun with(Map<String, String> environment, String... words) {
        return with(environment, new Interruption(), words);
    }

    static CommandRun with(Map<String, String> environment, Interruption interruption, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new HashMap<>(environment),
                false,
                false,
                100);
        int exitCode = new Cli(console, interruption).run(words);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Everything that was printed. */
    String all() {
        return out + err;
    }
}
