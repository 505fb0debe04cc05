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
    private static final int MYSQL_FULL = 1040;
    private static final int MYSQL_NOT_THIS_DATABASE = 1044;
    private static final int MYSQL_NOT_FOUND = 1049;
    private static final int MYSQL_NOT_FROM_HERE = 1130;

    private ConnectFailure() {}

    /** @param where the database, without credentials */
    static DecantException of(SQLException cause, String where) {
        return new DecantException(ErrorCode.DATABASE, where + ": " + reason(cause), cause);
    }

    private static String reason(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        int vendor = cause.getErrorCode();
        if (vendor == MYSQL_FULL || state.startsWith("53")) {
            return "the server has no connection left. Try again later, or with fewer --jobs";
        }
        if (untrusted(cause)) {
            return "the server does not prove who it is: its certificate is not one that this machine trusts. Give its"
                    + " authority to Java's trust store, or name the certificate in the URL (serverSslCert=FILE for MySQL and"
                    + " MariaDB); where the network is safe, say sslMode=trust there, trustServerCertificate=true for SQL"
                    + " Server, and sslMode=disable on your own machine";
        }
        if (String.valueOf(cause.getMessage()).contains("RSA public key")) {
            return "the server takes the password only over an encrypted connection. Leave sslMode=disable out of the URL,"
                    + " or say allowPublicKeyRetrieval=true where the network is safe";
        }
        if (vendor == MYSQL_NOT_THIS_DATABASE) {
            return "the user has no right to this database, or it is not there";
        }
        if (vendor == MYSQL_NOT_FROM_HERE) {
            return "the server takes no logins from this machine";
        }
        // 08004, the server rejects the connection: PostgreSQL asked for a password, and its driver has none.
        if (state.startsWith("28") || state.equals("08004") || vendor == SQL_SERVER_LOGIN) {
            return "the database refuses the login. Give the user by --user or DECANT_DB_USER, and the password by"
                    + " DECANT_DB_PASSWORD or --password-file";
        }
        if (state.equals("3D000") || vendor == H2_NOT_FOUND || vendor == MYSQL_NOT_FOUND) {
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
        if (state.startsWith("08")) {
            return "the database cannot be reached. Check host, port and network, and that the server runs";
        }
        return "the connection failed (" + (state.isEmpty() ? "" : "SQLState " + state + ", ") + "code " + vendor
                + "). Check the URL and its parameters; --debug shows what the driver says";
    }

    private static boolean untrusted(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return String.valueOf(failure.getMessage()).contains("Self signed certificate");
    }
}
