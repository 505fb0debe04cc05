package io.decant.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The one server of a product in this JVM: started once, at 127.0.0.1 and a free port, stopped with the JVM. */
final class MysqldServer {
    private static final long START_SECONDS = 180;

    private final MysqldBuild build;
    private final Path run;
    private final int port;
    private final Process process;

    private MysqldServer(MysqldBuild build, Path run, int port, Process process) {
        this.build = build;
        this.run = run;
        this.port = port;
        this.process = process;
    }

    static MysqldServer mariaDb() {
        return MariaDbHolder.SERVER;
    }

    static MysqldServer mySql() {
        return MySqlHolder.SERVER;
    }

    int port() {
        return port;
    }

    private static MysqldServer start(MysqldBuild build) {
        ServerLeftovers leftovers = ServerLeftovers.of(build.folder(), "pid");
        try {
            leftovers.sweep();
            Path home = build.unpacked(leftovers.base());
            Path run = leftovers.runDirectory();
            Path data = Files.createDirectories(run.resolve("data"));
            build.initialise(home, data, run);
            int port = freePort();
            List<String> command = new ArrayList<>(build.command(home, data));
            command.addAll(List.of(
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--socket=" + run.resolve("socket"),
                    "--pid-file=" + run.resolve("pid"),
                    // Hostile defaults: another zone, a charset that holds little, and a collation that minds no case.
                    "--default-time-zone=+05:45",
                    "--character-set-server=latin1",
                    "--collation-server=latin1_swedish_ci",
                    // A test server may lose everything in a crash.
                    "--innodb-flush-log-at-trx-commit=0",
                    "--skip-log-bin"));
            Process process = build.process(home, command)
                    .redirectErrorStream(true)
                    .redirectOutput(run.resolve("log").toFile())
                    .start();
            MysqldServer server = new MysqldServer(build, run, port, process);
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-" + build.folder()));
            server.await();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(build + " did not start", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void await() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                DriverManager.getConnection(url("")).close();
                return;
            } catch (SQLException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException(build + " does not answer:\n" + Files.readString(run.resolve("log")), notYet);
                }
                pause();
            }
        }
    }

    /** The server says nowhere that it is ready but in its log, in words that differ. */
    private void pause() {
        try {
            process.waitFor(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("waiting for " + build, e);
        }
    }

    /** A URL of a database of this server, empty for none, as {@code root}. */
    String url(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root&sslMode=disable";
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            ServerLeftovers.delete(run);
        } catch (InterruptedException e) {
            throw new IllegalStateException("stopping " + build, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its end. */
    static void run(ProcessBuilder command, Path input, Path log) throws IOException {
        Process process = command.redirectErrorStream(true)
                .redirectInput(input == null ? new File("/dev/null") : input.toFile())
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command.command().get(0) + " failed:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("waiting for " + command.command().get(0), e);
        }
    }

    private static final class MariaDbHolder {
        static final MysqldServer SERVER = start(MysqldBuild.MARIADB);
    }

    private static final class MySqlHolder {
        static final MysqldServer SERVER = start(MysqldBuild.MYSQL);
    }
}
