package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what an error of SQL Server means. Its messages quote keys and values: names are picked out, where it speaks English. */
final class MsSqlFailure {
    // Anchored at the start: each stops at the end of a name, before anything that could be a value.
    private static final Pattern KEY = Pattern.compile(
            "^Violation of (?:PRIMARY|UNIQUE) KEY constraint '([^']++)'\\. Cannot insert duplicate key in object '([^']++)'");
    private static final Pattern INDEX =
            Pattern.compile("^Cannot insert duplicate key row in object '([^']++)' with unique index '([^']++)'");
    private static final Pattern CONFLICT = Pattern.compile(
            "^The [A-Z]++ statement conflicted with the [A-Z ]+ constraint \"([^\"]++)\"\\. The conflict"
                    + " occurred in database \"[^\"]++\", table \"([^\"]++)\"");
    private static final Pattern NULL =
            Pattern.compile("^Cannot insert the value NULL into column '([^']++)', table '([^']++)'");
    private static final Pattern TRUNCATED =
            Pattern.compile("^String or binary data would be truncated in table '([^']++)', column '([^']++)'");
    private static final Set<Integer> UNFIT = Set.of(
            220, 241, 242, 244, 245, 248, 295, 296, 517, 2628, 6522, 8023, 8114, 8115, 8152, 8169, 9420, 9436, 13608,
            13609);
    private static final Map<Integer, String> REFUSALS = Map.ofEntries(
            Map.entry(3609, "a trigger refuses it"),
            Map.entry(33504, "a security policy blocks it"),
            Map.entry(13536, "only the server sets the period columns of a temporal table"),
            Map.entry(13559, "only the server writes the history of a temporal table: exclude it in the model"),
            Map.entry(13560, "only the server writes the history of a temporal table: exclude it in the model"),
            Map.entry(13561, "only the server writes the history of a temporal table: exclude it in the model"));
    private static final Map<Integer, String> MEANINGS = Map.ofEntries(
            Map.entry(207, "a column is not there any more; read the schema again"),
            Map.entry(208, "a table is not there any more; read the schema again"),
            Map.entry(229, "this login has no right to do it"),
            Map.entry(230, "this login has no right to do it"),
            Map.entry(262, "this login has no right to do it"),
            Map.entry(468, "columns of two collations are compared"),
            Map.entry(596, "the session was killed"),
            Map.entry(1088, "the table is not there, or this login may not alter it"),
            Map.entry(1105, "the server's disk is full"),
            Map.entry(1205, "it was in a deadlock with another session; try again"),
            Map.entry(1222, "another session keeps the table locked; try again when it has finished"),
            Map.entry(3906, "the database is read-only"),
            Map.entry(
                    3952,
                    "the database does not allow snapshots: ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON"),
            Map.entry(3958, "the server's version store is full; give tempdb more room, and try again"),
            Map.entry(3961, "a table was altered or truncated since the snapshot; try again"),
            Map.entry(3966, "the server's version store is full; give tempdb more room, and try again"),
            Map.entry(4060, "the database is not there, or this login may not open it"),
            Map.entry(9002, "the database's log is full"),
            Map.entry(18456, "wrong user name or password"),
            Map.entry(41332, "memory-optimized tables cannot be read in a snapshot"));

    private MsSqlFailure() {}

    static DecantException of(String doing, SQLException cause) {
        String message = String.valueOf(cause.getMessage());
        int error = cause.getErrorCode();
        return switch (error) {
            case 2627, 2601 ->
                failure(
                        ErrorCode.IMPORT_COLLISION,
                        doing + ": a key is taken by another row"
                                + (error == 2627 ? picked(KEY, message) : picked(INDEX, message)),
                        cause);
            case 547 ->
                failure(
                        ErrorCode.IMPORT_REFUSED,
                        doing + ": a row breaks a check, or refers to a parent that is not there, or loses its own"
                                + picked(CONFLICT, message),
                        cause);
            case 515 ->
                failure(
                        ErrorCode.IMPORT_REFUSED,
                        doing + ": NULL breaks a NOT NULL constraint" + picked(NULL, message),
                        cause);
            default -> byNumber(doing, error, message, cause);
        };
    }

    private static DecantException byNumber(String doing, int error, String message, SQLException cause) {
        if (UNFIT.contains(error)) {
            return failure(
                    ErrorCode.VALUE_UNREPRESENTABLE,
                    doing + ": a column cannot hold a value: too long, too large, or of another type"
                            + picked(TRUNCATED, message) + " (SQL Server error " + error + ")",
                    cause);
        }
        String refusal = REFUSALS.get(error);
        if (refusal != null || error >= 50_000) {
            return failure(
                    ErrorCode.IMPORT_REFUSED,
                    doing + ": " + (refusal == null ? "a trigger refuses it" : refusal) + " (SQL Server error " + error
                            + ")",
                    cause);
        }
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        String meaning = state.startsWith("08") ? "the connection is broken" : "SQL Server refuses";
        return failure(
                ErrorCode.DATABASE,
                doing + ": " + MEANINGS.getOrDefault(error, meaning) + " (SQL Server error " + error + ")",
                cause);
    }

    private static String picked(Pattern names, String message) {
        Matcher matcher = names.matcher(message);
        return matcher.find() ? " (" + matcher.group(1) + ", " + matcher.group(2) + ")" : "";
    }

    private static DecantException failure(ErrorCode code, String message, SQLException cause) {
        return new DecantException(code, message, cause);
    }
}
