package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what an error of MySQL or MariaDB means. Their messages hold row values: names are picked out at safe places. */
final class MySqlFailure {
    /** Messages are cut at 512 bytes: of one that may have been, the end is not what it seems. */
    private static final int MAY_BE_CUT = 480;

    private static final Pattern KEY = Pattern.compile(" for key '([^']*)'$");
    private static final Pattern REFERENCE = Pattern.compile(
            "(?:^|\\) )(?:Cannot add or update a child row|Cannot delete or update a parent row): a foreign key constraint"
                    + " fails \\((`[^`]*`\\.`[^`]*`, CONSTRAINT `[^`]*`) FOREIGN KEY");
    private static final Pattern NULL_COLUMN =
            Pattern.compile("(?:^|\\) )(?:Column|Field) '([^']*)' (?:cannot be null|doesn't have a default value)");
    private static final Pattern COLUMN =
            Pattern.compile(" for column (?:'([^']*)'|`[^`]*`\\.`[^`]*`\\.`([^`]*)`) at row \\d+$");
    private static final Pattern CHECK =
            Pattern.compile("(?:^|\\) )(?:Check constraint|CONSTRAINT) ['`]([^'`]*)['`] (?:is violated|failed for)");

    private static final Set<Integer> NULLS = Set.of(1048, 1364, 1263);
    private static final Set<Integer> REFERENCES = Set.of(1216, 1217, 1451, 1452);
    private static final Set<Integer> CHECKS = Set.of(3819, 4025);
    private static final Set<Integer> VALUES = Set.of(
            1264, 1265, 1292, 1366, 1367, 1406, 1411, 1416, 1441, 1690, 3140, 3141, 3144, 3156, 3636, 3643, 3854);
    private static final Map<Integer, String> MEANINGS = Map.ofEntries(
            Map.entry(1040, "the server has no connection left; try again later, or with fewer --jobs"),
            Map.entry(1044, "the user has no right to use this database"),
            Map.entry(1045, "wrong user name or password"),
            Map.entry(1049, "the database does not exist; check the URL"),
            Map.entry(1142, "the user has no right to do this with the table"),
            Map.entry(1143, "the user has no right to do this with a column of the table"),
            Map.entry(1146, "a table is not there any more; is a migration running? Try again"),
            Map.entry(1153, "a row is larger than the server's max_allowed_packet; raise it there"),
            Map.entry(1205, "another connection keeps rows or tables locked; try again when it has finished"),
            Map.entry(1213, "another transaction was in the way of this one (deadlock); try again"),
            Map.entry(1227, "the user has no right to do this"),
            Map.entry(1267, "columns of two collations are compared; give both the same collation"),
            Map.entry(1271, "columns of several collations are compared; give them the same collation"),
            Map.entry(1290, "the server is read-only"),
            Map.entry(1317, "the statement was cancelled"),
            Map.entry(1370, "the user has no right to do this"),
            Map.entry(1412, "a table was changed or emptied after the snapshot was taken; try again"),
            Map.entry(1792, "the transaction may only read"),
            Map.entry(1836, "the server is read-only"),
            Map.entry(1969, "the server's time limit for statements stopped it; raise max_statement_time"),
            Map.entry(3024, "the server's time limit for statements stopped it; raise max_execution_time"));

    private MySqlFailure() {}

    static DecantException of(MySqlProduct product, String doing, SQLException cause) {
        SQLException server = serverError(cause);
        int code = server.getErrorCode();
        String message = String.valueOf(server.getMessage());
        if (code == 1062 || code == 1586) {
            return refused(ErrorCode.IMPORT_COLLISION, doing, "a key is taken by another row", KEY, message, cause);
        }
        if (REFERENCES.contains(code)) {
            String what = code == 1216 || code == 1452
                    ? "a row refers to a parent that is not there"
                    : "rows refer to this one";
            return refused(ErrorCode.IMPORT_REFUSED, doing, what, REFERENCE, message, cause);
        }
        if (NULLS.contains(code)) {
            return refused(
                    ErrorCode.IMPORT_REFUSED, doing, "NULL breaks a NOT NULL constraint", NULL_COLUMN, message, cause);
        }
        if (CHECKS.contains(code)) {
            return refused(ErrorCode.IMPORT_REFUSED, doing, "a row breaks a check constraint", CHECK, message, cause);
        }
        if (VALUES.contains(code)) {
            String what = "a column cannot hold a value: too long, too large, or of another type";
            return refused(ErrorCode.VALUE_UNREPRESENTABLE, doing, what, COLUMN, message, cause);
        }
        if (code == 1644 || code == 1643) {
            return new DecantException(ErrorCode.IMPORT_REFUSED, doing + ": a trigger refuses a row", cause);
        }
        String state = String.valueOf(server.getSQLState());
        String meaning = state.startsWith("08")
                ? "the connection is broken"
                : MEANINGS.getOrDefault(code, product.label() + " refuses");
        return new DecantException(
                ErrorCode.DATABASE, doing + ": " + meaning + " (" + product.label() + " error " + code + ")", cause);
    }

    /** Drivers wrap what the server said. */
    private static SQLException serverError(SQLException cause) {
        for (SQLException e = cause; e != null; e = e.getNextException()) {
            if (e.getErrorCode() > 0) {
                return e;
            }
        }
        return cause;
    }

    private static DecantException refused(
            ErrorCode code, String doing, String what, Pattern names, String message, SQLException cause) {
        return new DecantException(code, doing + ": " + what + picked(names, message), cause);
    }

    private static String picked(Pattern names, String message) {
        Matcher matcher = names.matcher(message);
        if (message.length() > MAY_BE_CUT || !matcher.find()) {
            return "";
        }
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return " (" + name + ")";
    }
}
