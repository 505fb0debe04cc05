package io.decant.dialect;

import io.decant.schema.Table;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Moves identities, and sequences that defaults draw from, forward. Each move commits. */
final class H2Sequences {
    private static final String NAME = "\"((?:[^\"]|\"\")+)\"";
    private static final Pattern NEXT = Pattern.compile("NEXT VALUE FOR " + NAME + "\\." + NAME);

    private H2Sequences() {}

    /** Whether a column's default is the next value of a sequence. */
    static boolean supplies(String columnDefault) {
        return NEXT.matcher(columnDefault).matches();
    }

    static void advance(SqlFlavor flavor, Connection connection, Table table, Map<String, String> maxima)
            throws SQLException {
        for (Map.Entry<String, String> entry : maxima.entrySet()) {
            BigInteger next = new BigInteger(entry.getValue()).add(BigInteger.ONE);
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT IDENTITY_BASE, COLUMN_DEFAULT FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND"
                            + " TABLE_NAME = ? AND COLUMN_NAME = ?")) {
                statement.setString(1, table.name().schema());
                statement.setString(2, table.name().name());
                statement.setString(3, entry.getKey());
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        String column = flavor.quote(entry.getKey());
                        identity(
                                connection,
                                row.getBigDecimal(1) == null
                                        ? null
                                        : row.getBigDecimal(1).toBigInteger(),
                                "ALTER TABLE " + flavor.table(table.name()) + " ALTER COLUMN " + column,
                                next);
                        sequence(connection, row.getString(2), next);
                    }
                }
            }
        }
    }

    private static void identity(Connection connection, @Nullable BigInteger base, String alter, BigInteger next)
            throws SQLException {
        if (base != null && base.compareTo(next) < 0) {
            restart(connection, alter, next);
        }
    }

    private static void sequence(Connection connection, @Nullable String columnDefault, BigInteger next)
            throws SQLException {
        Matcher names = NEXT.matcher(columnDefault == null ? "" : columnDefault);
        if (!names.matches()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT BASE_VALUE FROM INFORMATION_SCHEMA.SEQUENCES WHERE SEQUENCE_SCHEMA = ? AND SEQUENCE_NAME = ?")) {
            statement.setString(1, names.group(1).replace("\"\"", "\""));
            statement.setString(2, names.group(2).replace("\"\"", "\""));
            try (ResultSet row = statement.executeQuery()) {
                if (row.next() && row.getBigDecimal(1).toBigInteger().compareTo(next) < 0) {
                    restart(connection, "ALTER SEQUENCE \"" + names.group(1) + "\".\"" + names.group(2) + "\"", next);
                }
            }
        }
    }

    private static void restart(Connection connection, String alter, BigInteger next) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(alter + " RESTART WITH " + next);
        }
    }
}
