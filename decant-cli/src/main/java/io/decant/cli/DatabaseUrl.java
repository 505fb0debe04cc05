package io.decant.cli;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDBC URL made safe: it opens what is there and makes nothing new, and its text for people holds no credentials.
 *
 * @param url what the driver is given
 * @param properties what the driver is given beside it
 * @param text for messages: without user, password and parameters
 */
record DatabaseUrl(String url, Properties properties, String text) {
    private static final Pattern USER_INFO = Pattern.compile("(jdbc:[a-z0-9]+://)([^/?#@]*)@(.*)", Pattern.DOTALL);

    private static final Pattern SQL_SERVER_DATABASE =
            Pattern.compile(";\\s*database(?:Name)?\\s*=\\s*([^;{}]+)", Pattern.CASE_INSENSITIVE);

    static DatabaseUrl of(String given) {
        Properties properties = new Properties();
        String url = withoutUserInfo(given, properties);
        String text = url.split("[?;]", 2)[0];
        if (url.startsWith("jdbc:sqlite:")) {
            requireSqliteFile(url.substring("jdbc:sqlite:".length()), text);
            // Read and write, never create: the file may vanish between the look and the opening.
            properties.setProperty("open_mode", "2");
        } else if (url.startsWith("jdbc:h2:") && !url.toUpperCase(Locale.ROOT).contains(";IFEXISTS=")) {
            url += ";IFEXISTS=TRUE";
        } else if (url.startsWith("jdbc:sqlserver:")) {
            text += sqlServerDatabase(url);
            properties.setProperty("applicationName", "decant");
            // Text is sent in the column's own encoding where it can be, or an index on the column would not be used.
            properties.setProperty("sendStringParametersAsUnicode", "false");
            // A connection that comes back by itself has lost its snapshot and its temporary tables.
            properties.setProperty("connectRetryCount", "0");
        } else if (url.startsWith("jdbc:postgresql:")) {
            // What the people who watch the server see.
            properties.setProperty("ApplicationName", "decant");
        } else if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
            properties.setProperty("connectionAttributes", "program_name:decant");
            // No server may ask for files of this machine.
            properties.setProperty("allowLocalInfile", "false");
        }
        return new DatabaseUrl(url, properties, TextTable.printable(text));
    }

    private static String sqlServerDatabase(String url) {
        Matcher database = SQL_SERVER_DATABASE.matcher(url);
        return database.find() ? "/" + database.group(1) : "";
    }

    /** The same, in the spelling that the driver takes. */
    DatabaseUrl spelledFor(Driver driver) {
        return new DatabaseUrl(Drivers.spelledFor(driver, url), properties, text);
    }

    /** PostgreSQL's driver takes the user only as a parameter; people write it before the host, as everywhere else. */
    private static String withoutUserInfo(String given, Properties properties) {
        Matcher parts = USER_INFO.matcher(given);
        if (!parts.matches()) {
            return given;
        }
        String[] login = parts.group(2).split(":", 2);
        properties.setProperty("user", decoded(login[0]));
        if (login.length == 2) {
            properties.setProperty("password", decoded(login[1]));
        }
        return parts.group(1) + parts.group(3);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static void requireSqliteFile(String place, String text) {
        String file = place.split("\\?", 2)[0];
        if (file.isEmpty() || file.startsWith(":") || file.startsWith("file:")) {
            return;
        }
        if (!Files.isRegularFile(Path.of(file))) {
            throw new DecantException(
                    ErrorCode.DATABASE,
                    text + (Files.isDirectory(Path.of(file)) ? " is a folder" : " is not there")
                            + ". Decant opens a database that exists and never makes one; check the path");
        }
    }
}
