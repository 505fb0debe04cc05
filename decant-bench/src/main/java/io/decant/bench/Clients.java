package io.decant.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's own programs, which are installed or not.
 *
 * @param folder of psql, pg_dump and pg_restore; null where there are none
 * @param version such as {@code 15.18}; empty where there are none
 */
record Clients(@Nullable Path folder, String version) {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+[.\\d]*)");

    /** @param named the folder to look into; null for the PATH */
    static Clients find(@Nullable Path named) throws IOException, InterruptedException {
        Path folder = named == null ? onPath("psql").map(Path::getParent).orElse(null) : named;
        if (folder == null || !Files.isExecutable(folder.resolve("psql"))) {
            return new Clients(null, "");
        }
        Matcher matcher = VERSION.matcher(output(folder.resolve("psql").toString(), "--version"));
        return matcher.find() ? new Clients(folder, matcher.group(1)) : new Clients(null, "");
    }

    boolean present() {
        return folder != null;
    }

    /** The command's path, in quotes for a shell. */
    String command(String name) {
        if (folder == null) {
            throw new IllegalStateException("looked for " + name + " where there are no clients");
        }
        return "'" + folder.resolve(name) + "'";
    }

    /** psql with a script, as words for a shell. */
    String psql(BenchServer server, String database, Path script) {
        return command("psql") + " -X -q -v ON_ERROR_STOP=1 " + login(server, database, server.user()) + " -f '"
                + script + "'";
    }

    /** Options of all of PostgreSQL's programs. */
    String login(BenchServer server, String database, String user) {
        return "-h 127.0.0.1 -p " + server.port() + " -U " + user + " -d " + database;
    }

    /** pg_dump refuses a server that is newer than itself. */
    boolean canDump(String serverVersion) {
        return present() && major(version) >= major(serverVersion);
    }

    static boolean hasOpenssl() {
        return onPath("openssl").isPresent();
    }

    /** What a command prints, on both of its outputs; empty where it cannot be started. */
    static String output(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return printed;
        } catch (IOException e) {
            return "";
        }
    }

    /** A program, where the PATH has it. */
    static Optional<Path> onPath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            Path file = Path.of(folder, program);
            if (!folder.isEmpty() && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static int major(String version) {
        return Integer.parseInt(version.split("\\D", 2)[0]);
    }
}
