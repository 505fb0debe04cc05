package io.decant.spring.job;

import com.zaxxer.hikari.HikariDataSource;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.spring.DecantProperties.Database;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Connections to a database that the settings name. */
public final class Pool {
    private Pool() {}

    /**
     * Makes a pool, which connects when it is first asked. Whoever makes it closes it.
     *
     * @param name for logs and metrics
     * @throws DecantException {@code USAGE} if the password's file cannot be read
     */
    public static HikariDataSource of(Database database, String name) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setJdbcUrl(database.url());
        if (database.user() != null) {
            pool.setUsername(database.user());
        }
        String password = password(database);
        if (password != null) {
            pool.setPassword(password);
        }
        return pool;
    }

    private static @Nullable String password(Database database) {
        if (database.passwordFile() == null) {
            return database.password();
        }
        try {
            return Files.readString(database.passwordFile()).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new DecantException(
                    ErrorCode.USAGE, "the password file " + database.passwordFile() + " cannot be read", e);
        }
    }
}
