package io.decant.cli;

/** The {@code decant} command. */
public final class Main {
    private Main() {}

    /** Runs the verb that the words name, and ends the process with its exit code. */
    public static void main(String[] words) {
        Interruption interruption = new Interruption();
        interruption.watch();
        int exitCode = new Cli(Console.ofProcess(), interruption).run(words);
        interruption.workEnded();
        System.exit(exitCode);
    }
}
