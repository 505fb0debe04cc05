package io.decant.server;

import com.zaxxer.hikari.HikariDataSource;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantKey;
import io.decant.spring.DecantProperties;
import io.decant.spring.Scope;
import io.decant.spring.job.Pool;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = "Makes, lists and revokes the keys of tenants, also while the service runs.",
        synopsisSubcommandLabel = "create|list|revoke",
        subcommands = {KeysCommand.Create.class, KeysCommand.Listed.class, KeysCommand.Revoke.class},
        footer = {
            "",
            "Examples:",
            "  decant keys create --tenant acme --config decant-server.yaml",
            "  decant keys create --tenant acme --scope restore --name migration",
            "  decant keys revoke 6a0f…"
        })
final class KeysCommand {
    /** For the audit log. */
    private static final String BY = "decant keys";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and do nothing else.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private KeysCommand() {}

    /** What all of them need. */
    static final class Place {
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

        /** Keys in the job database; the pool is to be closed. */
        HikariDataSource open() {
            quiet();
            Settings settings = Settings.read(config);
            DataFolder.make(settings.data());
            DecantProperties.Jobs jobs = settings.bind(DecantProperties.class).jobs();
            return Pool.of(Objects.requireNonNull(jobs.database()), "decant-keys");
        }
    }

    /** What the parts log on their way is of no interest to whoever asks for a key. */
    private static void quiet() {
        LoggingSystem logs = LoggingSystem.get(KeysCommand.class.getClassLoader());
        logs.beforeInitialize();
        logs.initialize(new LoggingInitializationContext(new StandardEnvironment()), null, null);
        logs.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
    }

    @Command(
            sortOptions = false,
            name = "create",
            description = "Makes a key and prints it, once: it is kept as a hash only.",
            footer = {"", "On stdout is the key and nothing else."})
    static final class Create implements Callable<Integer> {
        @Option(
                names = "--tenant",
                required = true,
                paramLabel = "KEY",
                description = "Whose key it is. A composite key: once for each column, in their order.")
        private List<String> tenant = new ArrayList<>();

        @Option(
                names = "--scope",
                split = ",",
                paramLabel = "SCOPE",
                description =
                        "export (schedule, cancel, delete), read (see and download), restore (upload and import, into"
                                + " the own tenant). Default: export,read.")
        private Set<Scope> scopes = EnumSet.noneOf(Scope.class);

        @Option(names = "--name", paramLabel = "TEXT", description = "What it is for, to tell it from others.")
        private String name = "";

        @Mixin
        private final Place place = new Place();

        @Spec
        @SuppressWarnings("NullAway.Init") // by picocli
        private CommandSpec spec;

        @Override
        public Integer call() {
            if (tenant.stream().anyMatch(String::isEmpty)) {
                throw new DecantException(ErrorCode.USAGE, "--tenant needs a value: the tenant's key");
            }
            Set<Scope> given = scopes.isEmpty() ? EnumSet.of(Scope.EXPORT, Scope.READ) : scopes;
            try (HikariDataSource pool = place.open()) {
                Keys.Created created = KeyTable.open(pool).create(new TenantKey(tenant), given, name, BY);
                spec.commandLine().getOut().println(created.secret());
                spec.commandLine()
                        .getErr()
                        .println("Key " + created.key().id() + ", scopes " + text(given)
                                + ". It is not shown again; `decant keys revoke "
                                + created.key().id() + "` ends it.");
            }
            return 0;
        }
    }

    @Command(sortOptions = false, name = "list", description = "Lists all keys, without their secrets.")
    static final class Listed implements Callable<Integer> {
        @Mixin
        private final Place place = new Place();

        @Spec
        @SuppressWarnings("NullAway.Init") // by picocli
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (HikariDataSource pool = place.open()) {
                List<Keys.Key> keys = KeyTable.open(pool).list();
                out.printf(
                        "%-36s  %-20s  %-19s  %-20s  %-20s  %s%n",
                        "key", "tenant", "scopes", "made", "revoked", "name");
                for (Keys.Key key : keys) {
                    out.printf(
                            "%-36s  %-20s  %-19s  %-20s  %-20s  %s%n",
                            key.id(),
                            String.join(" ", key.tenant().values()),
                            text(key.scopes()),
                            key.createdAt().truncatedTo(ChronoUnit.SECONDS),
                            key.revokedAt() == null ? "" : key.revokedAt().truncatedTo(ChronoUnit.SECONDS),
                            key.name());
                }
            }
            return 0;
        }
    }

    @Command(sortOptions = false, name = "revoke", description = "Ends a key, at once and for good.")
    static final class Revoke implements Callable<Integer> {
        @Parameters(
                paramLabel = "ID",
                description = "The key's id, as `decant keys list` shows it. Not the key itself.")
        private String id = "";

        @Mixin
        private final Place place = new Place();

        @Spec
        @SuppressWarnings("NullAway.Init") // by picocli
        private CommandSpec spec;

        @Override
        public Integer call() {
            UUID key;
            try {
                key = UUID.fromString(id);
            } catch (IllegalArgumentException none) {
                throw new DecantException(
                        ErrorCode.USAGE, "this is no id of a key. `decant keys list` shows them, in its first column");
            }
            try (HikariDataSource pool = place.open()) {
                Keys keys = KeyTable.open(pool);
                if (keys.revoke(key, BY)) {
                    spec.commandLine().getOut().println("Key " + key + " is revoked.");
                    return 0;
                }
                boolean known = keys.find(key).isPresent();
                throw new DecantException(
                        known ? ErrorCode.USAGE : ErrorCode.TENANT_UNKNOWN,
                        known ? "this key is revoked already" : "there is no such key. `decant keys list` shows them");
            }
        }
    }

    private static String text(Set<Scope> scopes) {
        return EnumSet.copyOf(scopes).stream().map(Scope::text).collect(Collectors.joining(","));
    }
}
