package io.decant.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The one embedded server of this JVM: started once, stopped with the JVM. */
final class PostgresServer {
    /** pgjdbc's own start-up settings win over some of these; COPY and casts to text still meet the others. */
    private static final Map<String, String> HOSTILE_SETTINGS = Map.of(
            "timezone", "Asia/Kathmandu",
            "datestyle", "SQL,DMY",
            "intervalstyle", "postgres_verbose",
            "bytea_output", "escape",
            "extra_float_digits", "0");

    private static final ServerLeftovers LEFTOVERS = ServerLeftovers.of("postgres", "data/postmaster.pid");

    private static final List<String> LOGINS = List.of(
            "local all all trust",
            "host all postgres 127.0.0.1/32 trust",
            "host all all 127.0.0.1/32 scram-sha-256",
            "host replication all 127.0.0.1/32 trust");

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    static PostgresServer running() {
        return Holder.SERVER;
    }

    int port() {
        return server.getPort();
    }

    private static PostgresServer start() {
        try {
            LEFTOVERS.sweep();
            Path run = LEFTOVERS.runDirectory();
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            HOSTILE_SETTINGS.forEach(builder::setServerConfig);
            EmbeddedPostgres server = builder.setOverrideWorkingDirectory(
                            LEFTOVERS.base().toFile())
                    .setDataDirectory(run.resolve("data"))
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setLocaleConfig("locale-provider", "icu")
                    .setLocaleConfig("icu-locale", "tr")
                    .setDataDirectoryCustomizer(data -> restrictLogins(data.toPath()))
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .setRegisterShutdownHook(false)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, run), "stop-postgres"));
            return new PostgresServer(server);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
        }
    }

    private static void restrictLogins(Path data) {
        try {
            Files.write(data.resolve("pg_hba.conf"), LOGINS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void stop(EmbeddedPostgres server, Path run) {
        try {
            server.close();
            ServerLeftovers.delete(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        static final PostgresServer SERVER = start();
    }
}
