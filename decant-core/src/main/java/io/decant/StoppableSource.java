package io.decant;

import io.decant.dialect.Sql;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database whose statements can be ended from another thread, by JDBC's own means: a statement knows how to be cancelled
 * in every product, a connection does not. Each connection is one thread's, which runs one statement at a time. Thread-safe.
 */
final class StoppableSource implements DataSource {
    private final DataSource source;
    /** The statement that each connection made last. */
    private final Map<Connection, Statement> last = new ConcurrentHashMap<>();

    StoppableSource(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = source.getConnection();
        return (Connection) Proxy.newProxyInstance(
                StoppableSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    Object result;
                    try {
                        result = method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                    if (result instanceof Statement statement) {
                        last.put(real, statement);
                    }
                    return result;
                });
    }

    /**
     * Asks the database to end what runs: that fails then. What has not begun is not touched, so it may have to be said
     * again. Where it cannot be said, the connection is cut later.
     */
    void stop(Sql sql) {
        last.forEach((connection, statement) -> {
            try {
                if (!connection.isClosed()) {
                    sql.cancel(connection);
                    if (!statement.isClosed()) {
                        statement.cancel();
                    }
                }
            } catch (SQLException | RuntimeException ignored) {
                // It may have ended by itself meanwhile.
            }
        });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the login is the source's own");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
