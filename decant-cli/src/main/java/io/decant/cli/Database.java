package io.decant.cli;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections to the one database that the options name. Thread-safe. */
final class Database implements DataSource {
    private final Driver driver;
    private final DatabaseUrl target;
    private final Properties login;
    private final Set<Connection> opened = ConcurrentHashMap.newKeySet();

    Database(Driver driver, DatabaseUrl target, Properties login) {
        this.driver = driver;
        this.target = target;
        this.login = login;
    }

    /** Where the connections lead, without credentials, for messages. */
    String text() {
        return target.text();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Properties properties = new Properties();
        copy(target.properties(), properties);
        copy(login, properties);
        Connection connection = connect(properties);
        opened.removeIf(Database::closed);
        opened.add(connection);
        return connection;
    }

    private Connection connect(Properties properties) throws SQLException {
        Connection connection;
        try {
            connection = driver.connect(target.url(), properties);
            if (connection != null && target.url().startsWith("jdbc:sqlite:")) {
                // SQLite opens any file, and looks into it at the first statement.
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA schema_version");
                } catch (SQLException e) {
                    connection.close();
                    throw e;
                }
            }
        } catch (SQLException e) {
            throw ConnectFailure.of(e, target.text());
        }
        if (connection == null) {
            throw new SQLException("the driver took the URL and opened nothing");
        }
        return connection;
    }

    /** Cuts what still runs, from another thread: a statement in progress does not hear an interrupt. */
    void abort() {
        for (Connection connection : opened) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException | RuntimeException ignored) {
                // The process is ending: what cannot be cut now ends with it.
            }
        }
    }

    private static void copy(Properties from, Properties to) {
        for (Map.Entry<Object, Object> entry : from.entrySet()) {
            to.put(entry.getKey(), entry.getValue());
        }
    }

    private static boolean closed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("the login comes from the options");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // Drivers log nowhere here.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        login.setProperty("loginTimeout", Integer.toString(seconds));
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("io.decant");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
