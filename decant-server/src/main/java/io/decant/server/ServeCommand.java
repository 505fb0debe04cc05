package io.decant.server;

import io.decant.spring.DecantProperties;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        sortOptions = false,
        name = "serve",
        description = "Serves backups and restores over HTTP, with a console for people, until it is stopped.",
        footer = {
            "",
            "With nothing configured it serves a sample, in an embedded database, and prints a key to try.",
            "",
            "Settings (docs/OPERATIONS.md has all), each also an environment variable: DECANT_DATABASE_URL",
            "  decant.database.url|user|password|password-file   the application's database",
            "  decant.model            who owns what: decant.yaml, which `decant init` drafts",
            "  decant.data             folder for archives and work in progress (./decant-data)",
            "  decant.jobs.url         where jobs and keys are kept (embedded, below decant.data)",
            "  decant.read-database.url                          a replica that exports read",
            "  decant.store.type       folder or database: where archives are kept",
            "  decant.management-key|management-key-file         may do everything for every tenant",
            "  server.address, server.port                       127.0.0.1, 8080",
            "",
            "Examples:",
            "  decant serve",
            "  decant serve --config /etc/decant/decant-server.yaml",
            "  decant keys create --tenant acme --scope export,read --config /etc/decant/decant-server.yaml"
        })
final class ServeCommand implements Callable<Integer> {
    /** The process is not to end. */
    static final int GOES_ON = -1;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings in YAML. The environment outweighs them.")
    private @Nullable Path config;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and do nothing else.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = Settings.read(config);
        start(settings, new Welcome(settings, spec.commandLine().getOut()));
        return GOES_ON;
    }

    /** Starts the service; whoever calls this stops it, or the process's end does. */
    static ConfigurableApplicationContext start(Settings settings, Welcome welcome) {
        // Before anything is made: a wrong value is told by its line.
        settings.bind(DecantProperties.class);
        settings.bind(ServerProperties.class);
        DataFolder.make(settings.data());
        if (settings.sample()) {
            SampleDatabase.make(settings);
        }
        SpringApplication service = new SpringApplication(DecantServer.class);
        service.setEnvironment(settings.environment());
        service.addInitializers(context -> context.getBeanFactory().registerSingleton("decantSettings", settings));
        service.addListeners(welcome);
        return service.run();
    }
}
