package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what an error of H2 means. H2 quotes row values and whole statements in its messages: names are picked out. */
final class H2Failure {
    // Anchored at the start and made of nothing but identifiers, so that no value can slip into a match.
    private static final String NAME = "(?:\"\"[^\"]*+\"\"|[^\\s\"().:]++)";
    private static final String NAMES = NAME + "(?:\\." + NAME + ")*+";
    private static final Pattern UNIQUE = Pattern.compile(
            "^[^\"]*+\"" + NAMES + " (?:PRIMARY KEY |INDEX " + NAMES + " )?ON (" + NAMES + "\\([^()]*+\\))");
    private static final Pattern REFERENCE = Pattern.compile("^[^\"]*+\"(" + NAMES + ": " + NAMES + ") FOREIGN KEY\\(");
    private static final Pattern COLUMN = Pattern.compile("^[^\"]*+\"(" + NAME + ")\"; SQL");
    private static final Map<Integer, String> MEANINGS = Map.of(
            28000, "wrong user name or password",
            50200, "another connection keeps the table locked; try again when it has finished",
            90020, "the database is in use by another process; stop it or connect to it as a server",
            90031, "the connection is closed",
            90067, "the connection is broken",
            90146, "the database does not exist; check the URL",
            90096, "the user has no right to do this",
            90097, "the database is read-only",
            57014, "the statement was cancelled");

    private H2Failure() {}

    static DecantException of(String doing, SQLException cause) {
        String message = String.valueOf(cause.getMessage());
        return switch (cause.getErrorCode()) {
            case 23505 ->
                new DecantException(
                        ErrorCode.IMPORT_COLLISION,
                        doing + ": a key is taken by another row" + picked(UNIQUE, message),
                        cause);
            case 23506 ->
                new DecantException(
                        ErrorCode.IMPORT_REFUSED,
                        doing + ": a row refers to a parent that is not there" + picked(REFERENCE, message),
                        cause);
            case 23503 ->
                new DecantException(
                        ErrorCode.IMPORT_REFUSED,
                        doing + ": rows refer to this one" + picked(REFERENCE, message),
                        cause);
            case 23502 ->
                new DecantException(
                        ErrorCode.IMPORT_REFUSED,
                        doing + ": NULL breaks a NOT NULL constraint" + picked(COLUMN, message),
                        cause);
            case 23513, 23514 ->
                new DecantException(ErrorCode.IMPORT_REFUSED, doing + ": a row breaks a check constraint", cause);
            case 22001, 22003, 22018, 22030 ->
                new DecantException(
                        ErrorCode.VALUE_UNREPRESENTABLE,
                        doing + ": a column cannot hold a value: too long, too large, or of another type",
                        cause);
            default ->
                new DecantException(
                        ErrorCode.DATABASE,
                        doing + ": " + MEANINGS.getOrDefault(cause.getErrorCode(), "H2 refuses") + " (H2 error "
                                + cause.getErrorCode() + ")",
                        cause);
        };
    }

    private static String picked(Pattern names, String message) {
        Matcher matcher = names.matcher(message);
        return matcher.find() ? " (" + matcher.group(1) + ")" : "";
    }
}
