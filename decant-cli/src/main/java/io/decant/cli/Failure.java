package io.decant.cli;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a person or a program is told of a failure. Messages of drivers are left out: they may quote row values.
 *
 * @param code its exit code is the process's
 * @param message for people, of one or more lines
 */
record Failure(ErrorCode code, String message) {

    static Failure of(Throwable thrown) {
        // Whichever thread it was that had no more.
        if (root(thrown) instanceof OutOfMemoryError) {
            return new Failure(
                    ErrorCode.INTERNAL,
                    "the memory is used up: a very large value needs several times its size. Give more, by"
                            + " DECANT_OPTS=-Xmx1g, and please report it if that does not help");
        }
        if (thrown instanceof DecantException own) {
            return new Failure(own.code(), text(own.getMessage()));
        }
        if (thrown instanceof SQLException sql) {
            return new Failure(ErrorCode.DATABASE, database(sql));
        }
        if (thrown instanceof IOException || thrown instanceof UncheckedIOException) {
            return new Failure(
                    ErrorCode.STORAGE,
                    "a file could not be read or written ("
                            + root(thrown).getClass().getSimpleName()
                            + "). Check the disk and the rights; --debug shows where");
        }
        return new Failure(
                ErrorCode.INTERNAL,
                "a fault of Decant itself (" + thrown.getClass().getSimpleName()
                        + "). Please report it, with what --debug prints and without your data");
    }

    int exitCode() {
        return code.outcome().exitCode();
    }

    private static String database(SQLException sql) {
        String state = sql.getSQLState();
        String reason = state == null ? "" : reason(state);
        return "the database failed a statement"
                + (reason.isEmpty() ? "" : ": " + reason)
                + " (" + (state == null ? "" : "SQLState " + state + ", ") + "code " + sql.getErrorCode()
                + "). --debug shows what the driver says, which may quote rows";
    }

    /** By the class of the SQLState, ISO/IEC 9075-2 with PostgreSQL's additions. */
    private static String reason(String state) {
        if (state.equals("42501")) {
            return "the user lacks a right that it needs";
        }
        if (state.length() < 2) {
            return "";
        }
        return switch (state.substring(0, 2)) {
            case "08" -> "the connection broke";
            case "22" -> "a value does not fit its column";
            case "23" -> "a constraint of the database forbids it";
            case "25" -> "the transaction does not allow it, as on a read replica";
            case "40" -> "it clashed with another transaction; try again";
            case "53" -> "the server is short of disk, memory or connections";
            case "55" -> "a table is locked by someone else; try again later";
            case "57" -> "the server ended it";
            default -> "";
        };
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String text(@Nullable String message) {
        return message == null ? "" : message;
    }
}
