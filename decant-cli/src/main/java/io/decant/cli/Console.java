package io.decant.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a run prints to, and what it knows of its surroundings.
 *
 * @param out for answers, UTF-8
 * @param err for everything else, UTF-8
 * @param environment variables of the process
 * @param outIsTerminal whether a person looks at {@code out}
 * @param errIsTerminal whether a person looks at {@code err}
 * @param columns how wide the terminal is
 */
record Console(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int columns) {
    private static final int USUAL_COLUMNS = 100;

    /** The process's own; the launcher tells which streams are terminals, as Java cannot ask for each. */
    static Console ofProcess() {
        String terminals = System.getProperty("decant.terminals", "");
        return new Console(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                terminals.contains("out"),
                terminals.contains("err"),
                Integer.getInteger("decant.columns", USUAL_COLUMNS));
    }

    /** Whether escape sequences for colour may be printed to {@code out}; see no-color.org. */
    boolean colours() {
        return outIsTerminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    void flush() {
        out.flush();
        err.flush();
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
