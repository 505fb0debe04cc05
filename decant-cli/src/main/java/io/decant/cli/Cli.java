package io.decant.cli;

import io.decant.error.ErrorCode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One run of the command: from words to an exit code. */
final class Cli {
    /** Asked by scripts, again and again, and answered without reading any options. */
    private static final Set<String> VERSION = Set.of("-V", "--version");

    private final Console console;
    private final Interruption interruption;
    private final Session session;

    Cli(Console console, Interruption interruption) {
        this(console, interruption, true);
    }

    Cli(Console console, Interruption interruption, boolean hints) {
        this.console = console;
        this.interruption = interruption;
        this.session = new Session(console, interruption, hints);
    }

    /** @return the exit code */
    int run(String... words) {
        if (words.length == 1 && VERSION.contains(words[0])) {
            Arrays.stream(new Version().getVersion()).forEach(console.out()::println);
            console.flush();
            return 0;
        }
        CommandLine line = commandLine(verbsFor(words));
        if (words.length == 0) {
            line.usage(console.err());
            return ErrorCode.USAGE.outcome().exitCode();
        }
        try {
            return line.execute(words);
        } catch (OutOfMemoryError e) {
            // The parser takes care of exceptions, and not of this.
            return failed(e, Arrays.asList(words).contains("--json"));
        } finally {
            session.json().end();
            console.flush();
        }
    }

    /** The command with its verbs, also for whoever prints its help. */
    CommandLine commandLine() {
        return commandLine(verbs().values());
    }

    private CommandLine commandLine(Collection<Function<Session, Object>> verbs) {
        CommandLine line = new CommandLine(new DecantCommand());
        for (Function<Session, Object> verb : verbs) {
            CommandLine sub = new CommandLine(verb.apply(session));
            sub.addMixin("common", session.common());
            sub.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Show this help and do nothing else.")
                            .build());
            line.addSubcommand(sub);
        }
        return line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(Help.defaultColorScheme(console.colours() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A tenant may be called @acme, and --tenant --out DIR lacks a value.
                .setExpandAtFiles(false)
                .setAllowOptionsAsOptionParameters(false)
                .setParameterExceptionHandler(this::wrongWords)
                .setExecutionExceptionHandler((thrown, at, parsed) ->
                        failed(thrown, at.getParseResult().hasMatchedOption("--json")));
    }

    /** Reading a verb's options takes some 20 ms of a start, so where only one can be meant the others are left alone. */
    private static Collection<Function<Session, Object>> verbsFor(String... words) {
        Map<String, Function<Session, Object>> all = verbs();
        Function<Session, Object> named = words.length == 0 ? null : all.get(words[0]);
        return named == null ? all.values() : List.of(named);
    }

    private static Map<String, Function<Session, Object>> verbs() {
        Map<String, Function<Session, Object>> verbs = new LinkedHashMap<>();
        verbs.put("init", InitCommand::new);
        verbs.put("plan", PlanCommand::new);
        verbs.put("export", ExportCommand::new);
        verbs.put("verify", VerifyCommand::new);
        verbs.put("import", ImportCommand::new);
        verbs.put("compare", CompareCommand::new);
        verbs.put("audit", AuditCommand::new);
        verbs.put("demo", DemoCommand::new);
        return verbs;
    }

    private int wrongWords(ParameterException wrong, String[] words) {
        CommandLine at = wrong.getCommandLine();
        ParameterException told = wrong instanceof MissingParameterException
                ? unknownOption(at, words).orElse(wrong)
                : wrong;
        Failure failure = new Failure(ErrorCode.USAGE, TextTable.printable(String.valueOf(told.getMessage())));
        console.err().println("decant: " + failure.message());
        UnmatchedArgumentException.printSuggestions(told, at.getErr());
        console.err().println("Try '" + at.getCommandSpec().qualifiedName() + " --help', which has examples.");
        if (Arrays.asList(words).contains("--json")) {
            session.json().fail(failure);
        }
        return failure.exitCode();
    }

    /** A mistyped option is why a required one is missing, so it is what to speak of. */
    private static Optional<ParameterException> unknownOption(CommandLine at, String[] words) {
        return Arrays.stream(words)
                .takeWhile(word -> !word.equals("--"))
                .filter(word -> word.startsWith("--"))
                .filter(word -> !at.getCommandSpec().optionsMap().containsKey(word.split("=", 2)[0]))
                .findFirst()
                .map(word -> new UnmatchedArgumentException(at, List.of(word.split("=", 2)[0])));
    }

    private int failed(Throwable thrown, boolean json) {
        Failure failure = interruption.requested()
                ? new Failure(ErrorCode.INTERRUPTED, "interrupted; nothing was published and nothing committed")
                : Failure.of(thrown);
        console.err().println("decant: " + failure.message());
        if (session.common().debug()) {
            thrown.printStackTrace(console.err());
        }
        if (json) {
            session.json().fail(failure);
        }
        return failure.exitCode();
    }
}
