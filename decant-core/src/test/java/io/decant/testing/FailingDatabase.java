package io.decant.testing;

import io.decant.testing.Faults.Kind;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/**
 * A real database whose connections fail at a given step. Every statement, every bite of a COPY, every begin of a result,
 * commit and rollback is a step; PostgreSQL's own interfaces too, which are reached by {@code unwrap}.
 */
public final class FailingDatabase {
    /** Ends a connection as if its network or server had gone. */
    @FunctionalInterface
    interface Killer {
        void kill(Connection connection) throws SQLException;
    }

    private static final Set<String> SPEAKING = Set.of(
            "prepareStatement",
            "commit",
            "rollback",
            "setAutoCommit",
            "execute",
            "executeQuery",
            "executeUpdate",
            "executeLargeUpdate",
            "executeBatch",
            "writeToCopy",
            "endCopy",
            "cancelCopy",
            "readFromCopy");

    private FailingDatabase() {}

    /** The database, with its steps counted and none failing. */
    public static DataSource of(DataSource real, Faults faults) {
        return wrapped(DataSource.class, real, null, faults);
    }

    /** Faults that happen to connections of this database. */
    public static Faults at(DataSource real, int step, Kind kind) {
        return Faults.at(step, kind, killer(real));
    }

    private static Killer killer(DataSource real) {
        return connection -> {
            if (real instanceof TestPostgres postgres) {
                Faults.terminate(postgres, connection);
            } else {
                connection.close();
            }
        };
    }

    private static <T> T wrapped(Class<T> type, Object real, @Nullable Connection connection, Faults faults) {
        Connection of = real instanceof Connection itself ? itself : connection;
        InvocationHandler handler = new Handler(real, of, faults, new AtomicBoolean());
        return type.cast(
                Proxy.newProxyInstance(FailingDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /**
     * @param connection the real one behind it, null for the data source
     * @param begun of a result: whether its first row was asked for
     */
    private record Handler(Object real, @Nullable Connection connection, Faults faults, AtomicBoolean begun)
            implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (method.getName().equals("unwrap")) {
                return unwrapped((Class<?>) arguments[0]);
            }
            if (connection != null && speaks(method)) {
                faults.step(described(method, arguments), connection);
            }
            Object result;
            try {
                result = method.invoke(real, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
            return again(method.getReturnType(), result);
        }

        private boolean speaks(Method method) {
            boolean begins = method.getName().equals("next") && !begun.getAndSet(true);
            return begins || SPEAKING.contains(method.getName());
        }

        private static String described(Method method, Object @Nullable [] arguments) {
            boolean says = arguments != null && arguments.length > 0 && arguments[0] instanceof String;
            return method.getName() + (says ? " " + arguments[0] : "");
        }

        private Object unwrapped(Class<?> wanted) throws SQLException {
            if (connection != null && wanted == PGConnection.class) {
                return wrapped(PGConnection.class, connection.unwrap(PGConnection.class), connection, faults);
            }
            throw new SQLException("no " + wanted + " is behind this");
        }

        /** What was given out speaks through us as well. */
        private @Nullable Object again(Class<?> type, @Nullable Object result) throws SQLException {
            if (result == null) {
                return null;
            }
            if (result instanceof CopyManager && connection != null) {
                return new FaultyCopies(connection, faults);
            }
            boolean speaking = type == Connection.class
                    || type == Statement.class
                    || type == PreparedStatement.class
                    || type == ResultSet.class;
            return speaking ? wrapped(type, result, connection, faults) : result;
        }
    }

    /** The driver's copies are made by a class, not by an interface. */
    private static final class FaultyCopies extends CopyManager {
        private final Connection connection;
        private final Faults faults;

        FaultyCopies(Connection connection, Faults faults) throws SQLException {
            super(connection.unwrap(BaseConnection.class));
            this.connection = connection;
            this.faults = faults;
        }

        @Override
        public CopyIn copyIn(String sql) throws SQLException {
            faults.step("copyIn " + sql, connection);
            return wrapped(CopyIn.class, super.copyIn(sql), connection, faults);
        }

        @Override
        public CopyOut copyOut(String sql) throws SQLException {
            faults.step("copyOut " + sql, connection);
            return wrapped(CopyOut.class, super.copyOut(sql), connection, faults);
        }
    }
}
