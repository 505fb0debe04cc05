package io.decant.cli;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database, and as whom. */
final class DatabaseOptions {
    static final String USER = "DECANT_DB_USER";
    static final String PASSWORD = "DECANT_DB_PASSWORD";

    @Option(
            names = "--db",
            required = true,
            paramLabel = "URL",
            description = "The database: jdbc:postgresql://HOST/DATABASE, jdbc:sqlite:FILE, jdbc:h2:./FILE or"
                    + " jdbc:sqlserver://HOST;databaseName=DATABASE.")
    private String url = "";

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Database user; otherwise " + USER + ", or as the URL says.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password; otherwise " + PASSWORD + ", or as the URL says.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "A schema of the database that takes part; repeat it for several. All of them by default.")
    private List<String> schemas = List.of();

    List<String> schemas() {
        return List.copyOf(schemas);
    }

    /** The options as somebody would type them again; the URL only if it holds nothing but the place. */
    String words() {
        boolean bare = !url.matches("(?s).*[@?;].*");
        StringBuilder words = new StringBuilder("--db " + (bare ? Shell.quote(url) : "URL"));
        if (user != null) {
            words.append(" --user ").append(Shell.quote(user));
        }
        if (passwordFile != null) {
            words.append(" --password-file ").append(Shell.quote(passwordFile.toString()));
        }
        schemas.forEach(s -> words.append(" --schema ").append(Shell.quote(s)));
        return words.toString();
    }

    /** @throws DecantException if no driver takes the URL, or a file that it names is not there */
    Database open(Map<String, String> environment) {
        Driver driver = new Drivers(environment.getOrDefault(Drivers.VARIABLE, "")).forUrl(url);
        Properties login = new Properties();
        set(login, "user", user, environment.get(USER));
        set(login, "password", passwordFile == null ? null : firstLine(passwordFile), environment.get(PASSWORD));
        return new Database(driver, DatabaseUrl.of(url).spelledFor(driver), login);
    }

    /** An option beats the URL's own parameter, which beats the environment. */
    private void set(Properties login, String key, @Nullable String option, @Nullable String variable) {
        boolean inUrl = url.toLowerCase(Locale.ROOT).matches("(?s).*[?;&]" + key + "=.*");
        if (option != null && inUrl) {
            throw new DecantException(ErrorCode.USAGE, "the " + key + " is given twice: by an option, and inside --db");
        }
        String value = option != null || inUrl ? option : variable;
        if (value != null && !value.isEmpty()) {
            login.setProperty(key, value);
        }
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).split("\\R", 2)[0];
        } catch (IOException e) {
            throw new DecantException(ErrorCode.USAGE, "--password-file " + file + " cannot be read as UTF-8 text", e);
        }
    }
}
