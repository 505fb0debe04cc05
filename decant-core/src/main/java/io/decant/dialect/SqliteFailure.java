package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what an error of SQLite means. The driver's message is {@code [SQLITE_…] words (detail)}; of its detail only the
 * names of a broken constraint's columns are kept, because a trigger's or a check's words may hold values.
 */
final class SqliteFailure {
    private static final Pattern CODE = Pattern.compile("^\\[(SQLITE_[A-Z]+)(_[A-Z_0-9]+)?]");
    private static final Pattern COLUMNS = Pattern.compile("\\((?:UNIQUE|NOT NULL) constraint failed: ([^()]*)\\)");
    private static final Map<String, String> MEANINGS = Map.of(
            "SQLITE_BUSY", "another connection keeps the database locked; try again when it has finished",
            "SQLITE_LOCKED", "another statement keeps the database locked; try again when it has finished",
            "SQLITE_READONLY", "the database cannot be written; check the file's permissions",
            "SQLITE_CANTOPEN", "the file cannot be opened; check its path and permissions",
            "SQLITE_NOTADB", "the file is not a SQLite database",
            "SQLITE_CORRUPT", "the database file is damaged",
            "SQLITE_FULL", "the disk is full",
            "SQLITE_IOERR", "reading or writing the file failed",
            "SQLITE_INTERRUPT", "the statement was interrupted",
            "SQLITE_AUTH", "the statement is not allowed");

    private SqliteFailure() {}

    static DecantException of(String doing, SQLException cause) {
        String message = String.valueOf(cause.getMessage());
        Matcher code = CODE.matcher(message);
        if (!code.find()) {
            return new DecantException(ErrorCode.DATABASE, doing + ": SQLite's driver refuses", cause);
        }
        String base = code.group(1);
        if (!base.equals("SQLITE_CONSTRAINT")) {
            String meaning = MEANINGS.getOrDefault(base, "SQLite refuses");
            return new DecantException(ErrorCode.DATABASE, doing + ": " + meaning + " (" + base + ")", cause);
        }
        return constraint(doing, String.valueOf(code.group(2)), message, cause);
    }

    private static DecantException constraint(String doing, String kind, String message, SQLException cause) {
        Matcher columns = COLUMNS.matcher(message);
        String where = columns.find() ? " of " + columns.group(1) : "";
        return switch (kind) {
            case "_PRIMARYKEY", "_UNIQUE", "_ROWID" ->
                new DecantException(
                        ErrorCode.IMPORT_COLLISION, doing + ": the key" + where + " is taken by another row", cause);
            case "_FOREIGNKEY" ->
                new DecantException(
                        ErrorCode.IMPORT_REFUSED, doing + ": a row refers to a parent that is not there", cause);
            case "_NOTNULL" ->
                new DecantException(
                        ErrorCode.IMPORT_REFUSED, doing + ": NULL breaks the NOT NULL constraint" + where, cause);
            case "_TRIGGER" ->
                new DecantException(ErrorCode.IMPORT_REFUSED, doing + ": a trigger refuses a row", cause);
            default -> new DecantException(ErrorCode.IMPORT_REFUSED, doing + ": a row breaks a constraint", cause);
        };
    }
}
