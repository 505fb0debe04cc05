package io.decant.dialect;

import io.decant.schema.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
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

    /** The number that a column's identity or sequence would give next; zero if there is none. */
    static BigInteger next(Connection connection, Table table, String column) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT c.IDENTITY_BASE, c.COLUMN_DEFAULT FROM INFORMATION_SCHEMA.COLUMNS c WHERE c.TABLE_SCHEMA = ? AND"
                        + " c.TABLE_NAME = ? AND c.COLUMN_NAME = ?")) {
            statement.setString(1, table.name().schema());
            statement.setString(2, table.name().name());
            statement.setString(3, column);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return BigInteger.ZERO;
                }
                @Nullable BigDecimal identity = row.getBigDecimal(1);
                return identity == null
                        ? sequenceBase(connection, row.getString(2)).orElse(BigInteger.ZERO)
                        : identity.toBigInteger();
            }
        }
    }

    private static Optional<BigInteger> sequenceBase(Connection connection, @Nullable String columnDefault)
            throws SQLException {
        Matcher names = NEXT.matcher(columnDefault == null ? "" : columnDefault);
        if (!names.matches()) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT BASE_VALUE FROM INFORMATION_SCHEMA.SEQUENCES WHERE SEQUENCE_SCHEMA = ? AND SEQUENCE_NAME = ?")) {
            statement.setString(1, names.group(1).replace("\"\"", "\""));
            statement.setString(2, names.group(2).replace("\"\"", "\""));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBigDecimal(1).toBigInteger()) : Optional.empty();
            }
        }
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
        Optional<BigInteger> base = sequenceBase(connection, columnDefault);
        if (base.isPresent() && base.get().compareTo(next) < 0) {
            restart(connection, "ALTER SEQUENCE \"" + names.group(1) + "\".\"" + names.group(2) + "\"", next);
        }
    }

    private static void restart(Connection connection, String alter, BigInteger next) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(alter + " RESTART WITH " + next);
        }
    }
}
