package io.decant.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Databases of H2 live in the tests' own memory, until they are shut down. Those whose folder is gone, because their test
 * has ended, are.
 */
final class OpenH2 {
    private static final Map<JdbcDataSource, Path> OPEN = new ConcurrentHashMap<>();
    /** In kB; the default grows with the machine. */
    private static final int CACHE = 4096;

    private OpenH2() {}

    static JdbcDataSource database(Path file) throws SQLException {
        for (Map.Entry<JdbcDataSource, Path> open : OPEN.entrySet()) {
            if (Files.notExists(open.getValue())) {
                shutDown(open.getKey(), "SHUTDOWN IMMEDIATELY");
            }
        }
        Path place = file.toAbsolutePath();
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + place + ";DB_CLOSE_DELAY=-1;CACHE_SIZE=" + CACHE);
        source.setUser("sa");
        source.setPassword("");
        OPEN.put(source, place.getParent());
        return source;
    }

    static void shutDown(DataSource database) throws SQLException {
        shutDown(database, "SHUTDOWN");
    }

    private static void shutDown(DataSource database, String how) throws SQLException {
        OPEN.remove(database);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(how);
        }
    }
}
