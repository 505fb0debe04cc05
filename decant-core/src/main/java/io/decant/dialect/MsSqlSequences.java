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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Moves identities, and sequences that defaults draw from, forward and never back. Those that count down stay. */
final class MsSqlSequences {
    private static final String NAME = "\\[((?:[^]]|]])+)]";
    private static final Pattern NEXT = Pattern.compile("\\(NEXT VALUE FOR " + NAME + "\\." + NAME + "\\)");

    static final String BEHIND = """
            SELECT CONVERT(decimal(38,0), i.increment_value), CONVERT(decimal(38,0), i.seed_value),
                   CONVERT(decimal(38,0), i.last_value), d.definition
            FROM sys.columns AS c
            LEFT JOIN sys.identity_columns AS i ON i.object_id = c.object_id AND i.column_id = c.column_id
            LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
            WHERE c.object_id = OBJECT_ID(?) AND c.name = ?""";

    static final String SEQUENCE = """
            SELECT CONVERT(decimal(38,0), q.increment), CONVERT(decimal(38,0), q.current_value)
            FROM sys.sequences AS q
            WHERE q.object_id = OBJECT_ID(?)""";

    private MsSqlSequences() {}

    /** Whether a column's default is the next value of a sequence, as the catalog spells it. */
    static boolean supplies(String definition) {
        return NEXT.matcher(definition).matches();
    }

    /** The number after the last one that a column's identity or sequence gave; zero if there is none. */
    static BigInteger after(SqlFlavor flavor, Connection connection, Table table, String column) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEHIND)) {
            statement.setNString(1, flavor.table(table.name()));
            statement.setNString(2, column);
            try (ResultSet row = statement.executeQuery()) {
                @Nullable BigDecimal last = row.next() ? row.getBigDecimal(3) : null;
                return last == null ? BigInteger.ZERO : last.toBigInteger().add(BigInteger.ONE);
            }
        }
    }

    static void advance(SqlFlavor flavor, Connection connection, Table table, Map<String, String> maxima)
            throws SQLException {
        String name = flavor.table(table.name());
        for (Map.Entry<String, String> entry : maxima.entrySet()) {
            BigInteger most = new BigInteger(entry.getValue());
            try (PreparedStatement statement = connection.prepareStatement(BEHIND)) {
                statement.setNString(1, name);
                statement.setNString(2, entry.getKey());
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        Counter identity =
                                new Counter(row.getBigDecimal(1), row.getBigDecimal(2), row.getBigDecimal(3));
                        @Nullable String definition = row.getString(4);
                        if (identity.reseed(most) != null) {
                            execute(connection, reseed(name, identity.reseed(most)));
                        }
                        sequence(connection, definition, most);
                    }
                }
            }
        }
    }

    /**
     * An identity.
     *
     * @param increment null if the column is none
     * @param last null if it never gave a value
     */
    record Counter(
            @Nullable BigDecimal increment,
            @Nullable BigDecimal seed,
            @Nullable BigDecimal last) {
        /**
         * What to reseed with, null if nothing is to do. A table that never had a row begins with the new seed itself, any
         * other one increment after it.
         */
        @Nullable BigInteger reseed(BigInteger most) {
            if (increment == null || increment.signum() <= 0 || seed == null) {
                return null;
            }
            BigInteger step = increment.toBigInteger();
            if (last == null) {
                return seed.toBigInteger().compareTo(most) <= 0 ? most.add(step) : null;
            }
            return last.toBigInteger().compareTo(most) < 0 ? most : null;
        }
    }

    /** @param name qualified and quoted */
    static String reseed(String name, @Nullable BigInteger value) {
        return "DBCC CHECKIDENT (N'" + name.replace("'", "''") + "', RESEED, " + value + ") WITH NO_INFOMSGS";
    }

    private static void sequence(Connection connection, @Nullable String definition, BigInteger most)
            throws SQLException {
        Matcher names = NEXT.matcher(definition == null ? "" : definition);
        if (!names.matches()) {
            return;
        }
        String name = "[" + names.group(1) + "].[" + names.group(2) + "]";
        boolean behind;
        try (PreparedStatement statement = connection.prepareStatement(SEQUENCE)) {
            statement.setNString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                behind = row.next()
                        && row.getBigDecimal(1).signum() > 0
                        && row.getBigDecimal(2).toBigInteger().compareTo(most) <= 0;
            }
        }
        if (behind) {
            execute(connection, restart(name, most.add(BigInteger.ONE)));
        }
    }

    /** @param name qualified and quoted */
    static String restart(String name, BigInteger next) {
        return "ALTER SEQUENCE " + name + " RESTART WITH " + next;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
