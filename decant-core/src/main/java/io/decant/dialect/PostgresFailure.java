package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Says what an error of PostgreSQL means. Its DETAIL, CONTEXT and many primary messages quote row values: names are taken
 * from the error's own fields, and words only where an error of that class cannot quote a value.
 */
final class PostgresFailure {
    /** Connection, login, rights and names, resources, locks, shutdown: about the server, not about rows. */
    private static final Set<String> WORDS_ARE_SAFE =
            Set.of("08", "25", "28", "3D", "40", "42", "53", "55", "57", "58");

    private static final Pattern COPY_CONTEXT =
            Pattern.compile("^COPY [^,\\n]+, line \\d+, column ([^:\\n]+)", Pattern.MULTILINE);

    private PostgresFailure() {}

    static DecantException of(String doing, SQLException cause) {
        return of(doing, cause, Set.of());
    }

    /** @param columns the loaded columns: only one of these names is believed, since the context quotes values too */
    static DecantException of(String doing, SQLException cause, Set<String> columns) {
        SQLException first = serverError(cause);
        String state = first.getSQLState() == null ? "" : first.getSQLState();
        @Nullable ServerErrorMessage server =
                first instanceof PSQLException fromServer ? fromServer.getServerErrorMessage() : null;
        String where = place(server, columns);
        return switch (state) {
            case "23505", "23P01" ->
                failure(ErrorCode.IMPORT_COLLISION, doing + ": a key is taken by another row" + where, cause);
            case "23503" ->
                failure(
                        ErrorCode.IMPORT_REFUSED,
                        doing + ": a row refers to a parent that is not there, or loses its own" + where,
                        cause);
            case "23502" ->
                failure(ErrorCode.IMPORT_REFUSED, doing + ": NULL breaks a NOT NULL constraint" + where, cause);
            case "23514" -> failure(ErrorCode.IMPORT_REFUSED, doing + ": a row breaks a check" + where, cause);
            case "P0001" -> failure(ErrorCode.IMPORT_REFUSED, doing + ": a trigger refuses it" + where, cause);
            default -> byClass(doing, state, where, server, first, cause);
        };
    }

    private static DecantException byClass(
            String doing,
            String state,
            String where,
            @Nullable ServerErrorMessage server,
            SQLException first,
            SQLException cause) {
        String kind = state.length() == 5 ? state.substring(0, 2) : "";
        if (kind.equals("22")) {
            return failure(
                    ErrorCode.VALUE_UNREPRESENTABLE,
                    doing + ": a value is not one of the column's type, or too long or too large for it" + where
                            + " (SQLSTATE " + state + ")",
                    cause);
        }
        if (server != null && "check_enable_rls".equals(server.getRoutine())) {
            return failure(
                    ErrorCode.DATABASE,
                    doing + ": row-level security would hide rows from this role; use one with BYPASSRLS, or the owner",
                    cause);
        }
        String words = server == null ? first.getMessage() : server.getMessage();
        // With a context the words may be a function's own, and hold what it was called with.
        boolean own = server == null || server.getWhere() == null;
        boolean safe = WORDS_ARE_SAFE.contains(kind) && own && words != null;
        return failure(
                ErrorCode.DATABASE,
                doing + ": " + (safe ? words : "PostgreSQL refuses" + where) + " (SQLSTATE " + state + ")",
                cause);
    }

    /** The first of a chain that the server sent: a batch's own error only repeats its statements and values. */
    private static SQLException serverError(SQLException cause) {
        for (SQLException e = cause; e != null; e = e.getNextException()) {
            if (e instanceof PSQLException fromServer && fromServer.getServerErrorMessage() != null) {
                return e;
            }
        }
        return cause;
    }

    private static String place(@Nullable ServerErrorMessage server, Set<String> columns) {
        if (server == null) {
            return "";
        }
        StringBuilder place = new StringBuilder();
        add(place, "constraint", server.getConstraint());
        add(
                place,
                "column",
                server.getColumn() == null ? copiedColumn(server.getWhere(), columns) : server.getColumn());
        if (server.getTable() != null) {
            add(place, "table", server.getSchema() + "." + server.getTable());
        }
        return place.isEmpty() ? "" : " (" + place + ")";
    }

    private static void add(StringBuilder place, String what, @Nullable String name) {
        if (name != null) {
            place.append(place.isEmpty() ? "" : ", ").append(what).append(' ').append(name);
        }
    }

    private static @Nullable String copiedColumn(@Nullable String context, Set<String> columns) {
        Matcher matcher = COPY_CONTEXT.matcher(context == null ? "" : context);
        return matcher.find() && columns.contains(matcher.group(1)) ? matcher.group(1) : null;
    }

    private static DecantException failure(ErrorCode code, String message, SQLException cause) {
        return new DecantException(code, message, cause);
    }
}
