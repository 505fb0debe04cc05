package io.decant.cli;

import java.io.PrintStream;

/** What one run of the command works with. */
final class Session {
    private final Console console;
    private final Interruption interruption;
    private final JsonOutput json;
    private final CommonOptions common = new CommonOptions();

    Session(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
        this.json = new JsonOutput(console.out());
    }

    /** For answers. */
    PrintStream out() {
        return console.out();
    }

    /** For people, beside the answer. */
    PrintStream err() {
        return console.err();
    }

    /** Filled when the words are read, whichever the verb. */
    CommonOptions common() {
        return common;
    }

    /** The one document of a run with {@code --json}. */
    JsonOutput json() {
        return json;
    }

    Database open(DatabaseOptions options) {
        Database database = options.open(console.environment());
        interruption.cuts(database);
        return database;
    }

    /** To be closed when the work has ended, well or not. */
    ShownProgress progress() {
        if (common.quiet()) {
            return new SilentProgress();
        }
        return console.errIsTerminal()
                ? new ProgressBarOnTerminal(console.err(), console.columns())
                : new ProgressLines(console.err());
    }
}
