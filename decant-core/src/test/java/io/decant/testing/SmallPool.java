package io.decant.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.sql.DataSource;

/**
 * A pool that hands out the same connections again and, as careless ones do, as they came back. Not thread-safe.
 */
public final class SmallPool implements AutoCloseable {
    /** How the application wants its sessions. */
    @FunctionalInterface
    public interface Taste {
        void prepare(Connection connection) throws SQLException;
    }

    private final DataSource real;
    private final Taste taste;
    private final List<Connection> all = new ArrayList<>();
    private final Deque<Connection> idle = new ArrayDeque<>();

    public SmallPool(DataSource real, Taste taste) {
        this.real = real;
        this.taste = taste;
    }

    public DataSource source() {
        return (DataSource) Proxy.newProxyInstance(
                SmallPool.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return lent();
                });
    }

    /** The real connections, all of which must have been given back. */
    public List<Connection> connections() {
        if (idle.size() != all.size()) {
            throw new AssertionError(all.size() - idle.size() + " connections were not given back");
        }
        return List.copyOf(all);
    }

    private Connection lent() throws SQLException {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = real.getConnection();
            taste.prepare(connection);
            all.add(connection);
        }
        Connection itself = connection;
        return (Connection) Proxy.newProxyInstance(
                SmallPool.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> called(itself, method, arguments));
    }

    private Object called(Connection connection, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            if (!idle.contains(connection)) {
                idle.push(connection);
            }
            return null;
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : all) {
            connection.close();
        }
    }
}
