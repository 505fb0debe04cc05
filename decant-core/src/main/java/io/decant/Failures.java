package io.decant;

import io.decant.dialect.Dialect;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Opens connections, and turns what a driver throws into the one exception, without the row values it may quote. */
final class Failures {
    private Failures() {}

    static DecantException closing(SQLException failure) {
        return new DecantException(ErrorCode.DATABASE, "cannot close the connection", failure);
    }

    /** Work that a driver may fail. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    static Connection open(DataSource source) {
        try {
            return source.getConnection();
        } catch (SQLException failure) {
            throw cannotConnect(failure);
        }
    }

    /** A refused login holds no rows, so the driver's own words may be shown: they are what the user needs. */
    private static DecantException cannotConnect(SQLException failure) {
        String said = failure.getMessage() == null
                ? "no reason given"
                : failure.getMessage().lines().findFirst().orElse("");
        return new DecantException(
                ErrorCode.DATABASE,
                "cannot connect to the database: " + said + ". Check the URL, the user and the password",
                failure);
    }

    static Dialect dialectOf(Connection connection) {
        try {
            return Dialect.of(connection);
        } catch (SQLException failure) {
            throw new DecantException(
                    ErrorCode.DATABASE,
                    "cannot ask the database which product it is (SQL state " + failure.getSQLState()
                            + "); is it shutting down? Try again",
                    failure);
        }
    }

    /** @param doing what was being done, to begin the message: {@code cannot read the catalog} */
    static <T> T guard(Dialect dialect, String doing, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException failure) {
            if (Thread.currentThread().isInterrupted()) {
                throw new DecantException(ErrorCode.INTERRUPTED, "interrupted", failure);
            }
            throw dialect.sql().failure(doing, failure);
        }
    }

    /** Closes what must not hide the first failure. */
    static void closeAfter(Throwable first, AutoCloseable open) {
        try {
            open.close();
        } catch (Exception second) {
            first.addSuppressed(second);
        }
    }
}
