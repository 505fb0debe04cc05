package io.decant.server;

import com.zaxxer.hikari.HikariDataSource;
import io.decant.spring.DecantProperties;
import io.decant.spring.job.Pool;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands on keys have in common: where the keys are, and where to print. */
final class KeyPlace {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The service's settings in YAML. The environment outweighs them.")
    private @Nullable Path config;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and do nothing else.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec command;

    /** Does something with the keys in the job database, which is left alone afterwards. */
    <T> T with(Function<Keys, T> work) {
        quiet();
        Settings settings = Settings.read(config);
        DataFolder.make(settings.data());
        DecantProperties.Jobs jobs = settings.bind(DecantProperties.class).jobs();
        try (HikariDataSource pool = Pool.of(Objects.requireNonNull(jobs.database()), "decant-keys")) {
            return work.apply(KeyTable.open(pool));
        }
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }

    /** What the parts log on their way is of no interest to whoever asks for a key. */
    private static void quiet() {
        LoggingSystem logs = LoggingSystem.get(KeyPlace.class.getClassLoader());
        logs.beforeInitialize();
        logs.initialize(new LoggingInitializationContext(new StandardEnvironment()), null, null);
        logs.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
    }
}
