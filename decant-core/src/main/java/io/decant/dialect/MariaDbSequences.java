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
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT COLUMN_DEFAULT FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND"
                            + " COLUMN_NAME = ?")) {
                statement.setString(1, table.name().schema());
                statement.setString(2, table.name().name());
                statement.setString(3, entry.getKey());
                try (ResultSet row = statement.executeQuery()) {
                    @Nullable String preset = row.next() ? row.getString(1) : null;
                    Optional<String> sequence = preset == null ? Optional.empty() : behind(preset);
                    if (sequence.isPresent()) {
                        set(connection, sequence.get(), entry.getValue());
                    }
                }
            }
        }
    }

    private static void set(Connection connection, String sequence, String value) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT SETVAL(" + sequence + ", " + new BigInteger(value) + ")");
        }
    }
}
