package io.decant.bench;

import io.decant.cli.sample.Product;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** PostgreSQL, without autovacuum and timed checkpoints. */
final class PostgresServer implements BenchServer {
    /** The superuser, who needs no password. */
    static final String USER = "postgres";

    private static final List<String> ROLES = List.of(USER, SourceData.TENANT_ROLE, SourceData.WRITER_ROLE);

    private static final Map<String, String> SETTINGS = Map.of(
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

    private PostgresServer(EmbeddedPostgres server, long pid) {
        this.server = server;
        this.pid = pid;
    }

    /**
     * Starts it; it ends with this JVM at the latest.
     *
     * @param folder its own; made where it is not there
     */
    static PostgresServer start(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path data = folder.resolve("data");
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            ProcessTimes.refuseSecond(ProcessTimes.pidIn(pidFile), "postgres", data);
        }
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        SETTINGS.forEach(builder::setServerConfig);
        EmbeddedPostgres server = builder.setOverrideWorkingDirectory(folder.toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale", "C.UTF-8")
                .setPGStartupWait(Duration.ofMinutes(5))
                .setRegisterShutdownHook(true)
                .start();
        return new PostgresServer(server, ProcessTimes.pidIn(pidFile));
    }

    @Override
    public Product product() {
        return Product.POSTGRESQL;
    }

    @Override
    public String version() throws SQLException {
        return "PostgreSQL " + ask(USER, "SHOW server_version");
    }

    @Override
    public Map<String, String> settings() {
        return SETTINGS;
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public double cpu() {
        return ProcessTimes.tree(pid);
    }

    @Override
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    @Override
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database) + "?reWriteBatchedInserts=true", USER, "");
    }

    /** The processes of ended connections have to end too. */
    @Override
    public void awaitQuiet() throws InterruptedException {
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

    @Override
    public void close() throws IOException {
        server.close();
    }
}
