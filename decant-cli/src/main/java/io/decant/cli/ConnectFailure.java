package io.decant.cli;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.sql.SQLException;
import javax.net.ssl.SSLException;

/** Says why a database could not be opened, in words of our own: a driver's message may quote the URL with its password. */
final class ConnectFailure {
    private static final int SQLITE_CANTOPEN = 14;
    private static final int SQLITE_NOTADB = 26;
    private static final int H2_RELATIVE = 90011;
    private static final int H2_NOT_FOUND = 90146;
    private static final int H2_IN_USE = 90020;
    private static final int SQL_SERVER_LOGIN = 18456;
    private static final int SQL_SERVER_NO_DATABASE = 4060;

    private ConnectFailure() {}

    /** @param where the database, without credentials */
    static DecantException of(SQLException cause, String where) {
        return new DecantException(ErrorCode.DATABASE, where + ": " + reason(cause), cause);
    }

    private static boolean untrusted(SQLException cause) {
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    private static String reason(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        int vendor = cause.getErrorCode();
        // 08004, the server rejects the connection: PostgreSQL asked for a password, and its driver has none.
        if (state.startsWith("28") || state.equals("08004") || vendor == SQL_SERVER_LOGIN) {
            return "the database refuses the login. Give the user by --user or DECANT_DB_USER, and the password by"
                    + " DECANT_DB_PASSWORD or --password-file";
        }
        if (state.equals("3D000") || vendor == H2_NOT_FOUND) {
            return "there is no such database. Decant opens one that exists and never makes one";
        }
        if (vendor == H2_RELATIVE) {
            return "H2 wants to see where a file lies: write jdbc:h2:./FILE, jdbc:h2:~/FILE or an absolute path";
        }
        if (vendor == H2_IN_USE) {
            return "another process has the database open. Stop it, or start H2's server and use its URL";
        }
        if (vendor == SQLITE_CANTOPEN) {
            return "the file cannot be opened. Check that it is there and may be read";
        }
        if (vendor == SQLITE_NOTADB) {
            return "the file is not an SQLite database";
        }
        if (vendor == SQL_SERVER_NO_DATABASE) {
            return "there is no such database, or this login may not open it. Check databaseName in the URL";
        }
        if (untrusted(cause)) {
            return "the server's certificate is not trusted. Give its authority to Java's trust store, or, where nobody can"
                    + " come between, add trustServerCertificate=true to the URL";
        }
        if (state.startsWith("08")) {
            return "the database cannot be reached. Check host, port and network, and that the server runs";
        }
        if (state.startsWith("53")) {
            return "the server has no connection left. Try again later, or with fewer --jobs";
        }
        return "the connection failed (" + (state.isEmpty() ? "" : "SQLState " + state + ", ") + "code " + vendor
                + "). Check the URL and its parameters; --debug shows what the driver says";
    }
}
