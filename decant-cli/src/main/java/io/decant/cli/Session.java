package io.decant.cli;

import java.io.PrintStream;

/** What one run of the command works with. */
final class Session {
    private final Console console;
    private final Interruption interruption;
    private final JsonOutput json;
    private final CommonOptions common = new CommonOptions();
    private final boolean hints;

    /** @param hints whether a verb's answer ends with what to type next */
    Session(Console console, Interruption interruption, boolean hints) {
        this.hints = hints;
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

    /** Says what to type next. */
    void hint(String command) {
        if (hints) {
            console.out().println("Next: " + command);
        }
    }

    /** For a verb that runs other verbs. */
    Cli again() {
        return new Cli(console, interruption, false);
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
