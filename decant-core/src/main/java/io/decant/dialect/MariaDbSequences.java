package io.decant.dialect;

import io.decant.schema.Table;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** MariaDB's sequences, where a column's default draws from one. Moving one does not commit, and no rollback moves it back. */
final class MariaDbSequences {
    private static final String NAME = "(?:`((?:[^`]|``)+)`|\"((?:[^\"]|\"\")+)\")";
    private static final Pattern NEXT = Pattern.compile("nextval\\(" + NAME + "\\." + NAME + "\\)");

    private MariaDbSequences() {}

    /** The sequence behind a default, quoted; empty if there is none. */
    static Optional<String> behind(String columnDefault) {
        Matcher next = NEXT.matcher(columnDefault.toLowerCase(Locale.ROOT));
        return next.matches()
                ? Optional.of(columnDefault.substring("nextval(".length(), columnDefault.length() - 1))
                : Optional.empty();
    }

    /** SETVAL takes no smaller value than the sequence has. */
    static void advance(Connection connection, Table table, Map<String, String> maxima) throws SQLException {
        for (Map.Entry<String, String> entry : maxima.entrySet()) {
            Optional<String> sequence = behind(connection, table, entry.getKey());
            if (sequence.isPresent()) {
                set(connection, sequence.get(), entry.getValue());
            }
        }
    }

    /** The sequence that a column's default draws from, quoted; empty if there is none. */
    static Optional<String> behind(Connection connection, Table table, String column) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT COLUMN_DEFAULT FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND"
                        + " COLUMN_NAME = ?")) {
            statement.setString(1, table.name().schema());
            statement.setString(2, table.name().name());
            statement.setString(3, column);
            try (ResultSet row = statement.executeQuery()) {
                @Nullable String preset = row.next() ? row.getString(1) : null;
                return preset == null ? Optional.empty() : behind(preset);
            }
        }
    }

    /**
     * The expression that draws from a sequence. One that is behind its table, after a restore say, would give what is taken:
     * it is moved first.
     */
    static String nextAfterMax(Connection connection, SqlFlavor flavor, Table table, String column, String sequence)
            throws SQLException {
        BigInteger max = CountedKeys.afterMax(connection, flavor, table, column).subtract(BigInteger.ONE);
        if (max.signum() > 0) {
            set(connection, sequence, max.toString());
        }
        return "NEXTVAL(" + sequence + ")";
    }

    private static void set(Connection connection, String sequence, String value) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT SETVAL(" + sequence + ", " + new BigInteger(value) + ")");
        }
    }
}
