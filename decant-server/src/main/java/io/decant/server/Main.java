package io.decant.server;

import picocli.CommandLine;

/** The verbs of {@code decant} that need the service: {@code serve} and {@code keys}. */
public final class Main {
    private Main() {}

    /** Runs the verb that the words name, and ends the process with its exit code; {@code serve} goes on until it is told. */
    public static void main(String[] words) {
        // Embedded H2 lets a second process in, such as the command that makes keys. From this machine, and no other.
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
        int exitCode = commandLine().execute(words);
        if (exitCode != ServeCommand.GOES_ON) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new DecantCommand())
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setAllowOptionsAsOptionParameters(false)
                .setParameterExceptionHandler(StartFailure::wrongWords)
                .setExecutionExceptionHandler((thrown, at, parsed) -> StartFailure.tell(thrown, at.getErr()));
    }

    @CommandLine.Command(
            name = "decant",
            synopsisSubcommandLabel = "VERB",
            subcommands = {ServeCommand.class, KeysCommand.class})
    static final class DecantCommand {}
}
