package io.decant.cli;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/** Finds the JDBC driver of a URL: among those shipped, then among the jars of the folder that {@link #VARIABLE} names. */
final class Drivers {
    /** Environment variable: a folder with jars of drivers. */
    static final String VARIABLE = "DECANT_DRIVERS";

    static final String SHIPPED = "PostgreSQL, MySQL, MariaDB, SQLite, H2 and SQL Server";

    private final String folder;

    /** @param folder with jars of drivers, empty for none */
    Drivers(String folder) {
        this.folder = folder;
    }

    /**
     * @param url a JDBC URL
     * @throws DecantException with {@code USAGE} if it is none, with {@code PRODUCT_UNKNOWN} if no driver takes it
     */
    Driver forUrl(String url) {
        if (!url.startsWith("jdbc:")) {
            throw new DecantException(ErrorCode.USAGE, "--db takes a JDBC URL, " + example(url));
        }
        for (String spelled : List.of(url, mariaDb(url))) {
            for (Driver driver : ServiceLoader.load(Driver.class, loader())) {
                if (accepts(driver, spelled)) {
                    return driver;
                }
            }
        }
        throw new DecantException(
                ErrorCode.PRODUCT_UNKNOWN,
                "no driver takes a URL that begins with " + protocol(url) + ". Shipped are drivers for " + SHIPPED
                        + "; for another one put its jar into a folder and name the folder by " + VARIABLE);
    }

    /**
     * The URL as the driver wants it. MariaDB's, which talks to MySQL too, leaves the scheme {@code jdbc:mysql:} to MySQL's
     * own driver, which may be among those of the folder.
     */
    static String spelledFor(Driver driver, String url) {
        return accepts(driver, url) ? url : mariaDb(url);
    }

    private static String mariaDb(String url) {
        return url.startsWith("jdbc:mysql:") ? "jdbc:mariadb:" + url.substring("jdbc:mysql:".length()) : url;
    }

    private static String example(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("postgres://") || lower.startsWith("postgresql://")) {
            return "so write jdbc:postgresql://HOST/DATABASE, and the user by --user";
        }
        if (lower.startsWith("mysql://") || lower.startsWith("mariadb://")) {
            return "so write jdbc:" + lower.substring(0, lower.indexOf(':'))
                    + "://HOST/DATABASE, and the user by --user";
        }
        if (lower.endsWith(".db") || lower.endsWith(".sqlite") || lower.endsWith(".sqlite3")) {
            return "so for an SQLite file write jdbc:sqlite:FILE";
        }
        return "such as jdbc:postgresql://HOST/DATABASE, jdbc:mysql://HOST/DATABASE, jdbc:sqlite:FILE, jdbc:h2:./FILE or"
                + " jdbc:sqlserver://HOST;databaseName=DATABASE";
    }

    /** {@code jdbc:mysql:}, which holds no secret, whatever follows. */
    private static String protocol(String url) {
        int end = url.indexOf(':', "jdbc:".length());
        String text = end < 0 ? url : url.substring(0, end + 1);
        return text.matches("jdbc:[A-Za-z0-9+._-]*:?") ? text : "jdbc:";
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            // H2's way to say no to what it cannot parse; whoever connects with it hears why.
            return false;
        }
    }

    private ClassLoader loader() {
        ClassLoader own = Drivers.class.getClassLoader();
        if (folder.isEmpty()) {
            return own;
        }
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder), "*.jar")) {
            for (Path file : files) {
                jars.add(url(file));
            }
        } catch (IOException e) {
            throw new DecantException(
                    ErrorCode.USAGE, VARIABLE + " names " + folder + ", which is not a folder that can be read", e);
        }
        Collections.sort(jars, (a, b) -> a.toString().compareTo(b.toString()));
        // Not closed: the driver's classes are loaded from it until the process ends.
        return new URLClassLoader(jars.toArray(URL[]::new), own);
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
