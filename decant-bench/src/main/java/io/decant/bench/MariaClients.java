package io.decant.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * MariaDB's own programs.
 *
 * @param folder of those that come with the server
 * @param loader {@code mariadb-import}, which does not; null where the PATH has none
 */
record MariaClients(Path folder, @Nullable Path loader) {
    static MariaClients find(Path folder) {
        return new MariaClients(folder, Clients.onPath("mariadb-import").orElse(null));
    }

    /** What they say of themselves, for the report. */
    String versions() throws InterruptedException {
        String own = version(folder.resolve("mariadb")) + ", " + version(folder.resolve("mariadb-dump"));
        return loader == null ? own : own + ", " + version(loader);
    }

    /** The client, as words for a shell; statements come by its input or by {@code -e}. */
    String client(BenchServer server, String database) {
        return quoted(folder.resolve("mariadb")) + login(server) + " --default-character-set=utf8mb4 " + database;
    }

    /** The dump of tables' rows in one transaction, to which options and names are to be added. */
    String dump(BenchServer server) {
        return quoted(folder.resolve("mariadb-dump")) + login(server) + " --single-transaction --no-create-info";
    }

    /** {@code mariadb-import}, to which names of files are to be added. */
    String load(BenchServer server, String database) {
        if (loader == null) {
            throw new IllegalStateException("looked for mariadb-import where there is none");
        }
        return quoted(loader) + login(server) + " --local --default-character-set=binary " + database;
    }

    private static String login(BenchServer server) {
        return " --no-defaults --skip-ssl -h 127.0.0.1 -P " + server.port() + " -u " + server.user();
    }

    private static String quoted(Path program) {
        return "'" + program + "'";
    }

    private static String version(Path program) throws InterruptedException {
        String line = Clients.output(program.toString(), "--version")
                .lines()
                .findFirst()
                .orElse("");
        return line.replace(program.getParent() + "/", "");
    }
}
