package io.decant.server;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantKey;
import io.decant.spring.Scope;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
        private final KeyPlace place = new KeyPlace();

        @Override
        public Integer call() {
            if (tenant.stream().anyMatch(String::isEmpty)) {
                throw new DecantException(ErrorCode.USAGE, "--tenant needs a value: the tenant's key");
            }
            Set<Scope> given = scopes.isEmpty() ? EnumSet.of(Scope.EXPORT, Scope.READ) : scopes;
            Keys.Created created = place.with(keys -> keys.create(new TenantKey(tenant), given, name, BY));
            String id = created.key().id().toString();
            place.out().println(created.secret());
            place.err()
                    .println("Key " + id + ", scopes " + text(given) + ". It is not shown again; `decant keys revoke "
                            + id + "` ends it.");
            return 0;
        }
    }

    @Command(sortOptions = false, name = "list", description = "Lists all keys, without their secrets.")
    static final class Listed implements Callable<Integer> {
        private static final String LINE = "%-36s  %-20s  %-19s  %-20s  %-20s  %s%n";

        @Mixin
        private final KeyPlace place = new KeyPlace();

        @Override
        public Integer call() {
            List<Keys.Key> keys = place.with(Keys::list);
            place.out().printf(LINE, "key", "tenant", "scopes", "made", "revoked", "name");
            for (Keys.Key key : keys) {
                place.out()
                        .printf(
                                LINE,
                                key.id(),
                                String.join(" ", key.tenant().values()),
                                text(key.scopes()),
                                key.createdAt().truncatedTo(ChronoUnit.SECONDS),
                                key.revokedAt() == null ? "" : key.revokedAt().truncatedTo(ChronoUnit.SECONDS),
                                key.name());
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
        private final KeyPlace place = new KeyPlace();

        @Override
        public Integer call() {
            UUID key;
            try {
                key = UUID.fromString(id);
            } catch (IllegalArgumentException none) {
                throw new DecantException(
                        ErrorCode.USAGE, "this is no id of a key. `decant keys list` shows them, in its first column");
            }
            place.with(keys -> {
                if (keys.revoke(key, BY)) {
                    return key;
                }
                boolean known = keys.find(key).isPresent();
                throw new DecantException(
                        known ? ErrorCode.USAGE : ErrorCode.TENANT_UNKNOWN,
                        known ? "this key is revoked already" : "there is no such key. `decant keys list` shows them");
            });
            place.out().println("Key " + key + " is revoked.");
            return 0;
        }
    }

    private static String text(Set<Scope> scopes) {
        return EnumSet.copyOf(scopes).stream().map(Scope::text).collect(Collectors.joining(","));
    }
}
