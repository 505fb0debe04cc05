package io.decant.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL server of the harness' own, whose databases stay from one run to the next.
 *
 * <p>It is safe against crashes as a server in production is (the tests' servers are not), and nothing that it does by
 * itself, now and then, falls into one contender's time and not into another's: no autovacuum, no timed checkpoint.
 */
final class BenchServer implements AutoCloseable {
    /** The superuser, who needs no password. */
    static final String USER = "postgres";

    private static final List<String> ROLES = List.of(USER, SourceData.TENANT_ROLE, SourceData.WRITER_ROLE);

    static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "512MB",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "1h",
            "autovacuum", "off",
            "max_connections", "50");

    private static final long QUIET_WAIT_MILLIS = 10_000;

    private final EmbeddedPostgres server;
    private final long pid;

    private BenchServer(EmbeddedPostgres server, long pid) {
        this.server = server;
        this.pid = pid;
    }

    /**
     * Starts it; it ends with this JVM at the latest.
     *
     * @param folder its own; made where it is not there
     */
    static BenchServer start(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path data = folder.resolve("data");
        refuseSecondServer(data.resolve("postmaster.pid"));
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        SETTINGS.forEach(builder::setServerConfig);
        EmbeddedPostgres server = builder.setOverrideWorkingDirectory(folder.toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale", "C.UTF-8")
                .setPGStartupWait(Duration.ofMinutes(5))
                .setRegisterShutdownHook(true)
                .start();
        return new BenchServer(server, pidIn(data.resolve("postmaster.pid")));
    }

    int port() {
        return server.getPort();
    }

    /** Seconds of processor time of all its processes, those of ended connections included. */
    double cpu() {
        return ProcessTimes.tree(pid);
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database) + "?reWriteBatchedInserts=true", USER, "");
    }

    /** Runs statements one by one, outside of a transaction. */
    void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first row's first column; empty where that is NULL. */
    String ask(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String value = rows.next() ? rows.getString(1) : null;
            return value == null ? "" : value;
        }
    }

    /** Waits until the processes of ended connections have ended too, so that their time is counted. */
    void awaitQuiet() throws InterruptedException {
        long end = System.nanoTime() + QUIET_WAIT_MILLIS * 1_000_000;
        while (System.nanoTime() < end && backends() > 0) {
            Thread.sleep(2);
        }
    }

    private long backends() {
        return ProcessTimes.children(pid).stream()
                .map(ProcessTimes::title)
                .filter(title -> ROLES.stream().anyMatch(role -> title.startsWith("postgres: " + role + " ")))
                .count();
    }

    private static void refuseSecondServer(Path pidFile) throws IOException {
        if (Files.exists(pidFile)) {
            long pid = pidIn(pidFile);
            if (ProcessTimes.title(pid).contains("postgres")) {
                throw new BenchException("the server in " + pidFile.getParent()
                        + " runs: another benchmark uses it, or one that was killed left it. End it by: kill " + pid);
            }
        }
    }

    private static long pidIn(Path pidFile) throws IOException {
        return Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
