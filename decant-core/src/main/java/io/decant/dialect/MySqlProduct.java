package io.decant.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** The two products of one dialect, and what differs between them. */
enum MySqlProduct {
    MYSQL("MySQL", false, "2038-01-19 03:14:08"),
    MARIADB("MariaDB", true, "2106-02-07 06:28:16");

    private final String label;
    private final boolean keepsJsonText;
    private final String lastTimestamp;

    MySqlProduct(String label, boolean keepsJsonText, String lastTimestamp) {
        this.label = label;
        this.keepsJsonText = keepsJsonText;
        this.lastTimestamp = lastTimestamp;
    }

    /** Asks the server: what a driver calls it depends on the driver. */
    static MySqlProduct of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("SELECT VERSION()")) {
            version.next();
            return version.getString(1).toLowerCase(Locale.ROOT).contains("mariadb") ? MARIADB : MYSQL;
        }
    }

    String label() {
        return label;
    }

    /**
     * Whether JSON is text with a check (MariaDB), and so comes back as it was given. MySQL parses it, and keeps numbers
     * that are no 64-bit integers as doubles.
     */
    boolean keepsJsonText() {
        return keepsJsonText;
    }

    /**
     * The first second, as text, that is too late for a {@code timestamp} of every version. MariaDB's end in 2038 before
     * version 11.5: what lies between is then refused by the server.
     */
    String lastTimestamp() {
        return lastTimestamp;
    }
}
