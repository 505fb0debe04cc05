package io.decant.cli;

import picocli.CommandLine.Option;

/** What every verb understands, beside {@code --help}. */
final class CommonOptions {
    static final String DEBUG = "--debug";

    @Option(names = "--quiet", description = "No progress on stderr; answers and failures only.")
    private boolean quiet;

    @Option(names = DEBUG, description = "With a failure, print its stack trace too. It may quote row values.")
    private boolean debug;

    boolean quiet() {
        return quiet;
    }

    boolean debug() {
        return debug;
    }
}
