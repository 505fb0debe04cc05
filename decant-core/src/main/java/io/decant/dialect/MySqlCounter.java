package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Reserves numbers of AUTO_INCREMENT by moving the counter past them. Others may be given some between the look at the
 * counter and its move; but the move waits for every transaction that has used the table, so after it their rows show.
 */
final class MySqlCounter {
    private static final int TRIES = 10;

    /** Seconds that the move waits: while it does, nobody else begins to use the table. */
    private static final int PATIENCE = 60;

    private final Connection connection;
    private final MySqlProduct product;
    private final SqlFlavor flavor;

    MySqlCounter(Connection connection, MySqlProduct product, SqlFlavor flavor) {
        this.connection = connection;
        this.product = product;
        this.flavor = flavor;
    }

    /** See {@link WriteSupport#newKeys}. */
    NewKeys reserve(Table table, String column, long count, boolean keep) throws SQLException {
        String waiting = setting("lock_wait_timeout");
        @Nullable String stale = product == MySqlProduct.MYSQL ? setting("information_schema_stats_expiry") : null;
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION lock_wait_timeout = " + PATIENCE
                    + (stale == null ? "" : ", SESSION information_schema_stats_expiry = 0"));
            try {
                return NewKeys.countedFrom(reserve(statement, table, column, BigInteger.valueOf(count), keep));
            } finally {
                statement.execute("SET SESSION lock_wait_timeout = " + waiting
                        + (stale == null ? "" : ", SESSION information_schema_stats_expiry = " + stale));
            }
        }
    }

    private BigInteger reserve(Statement statement, Table table, String column, BigInteger count, boolean keep)
            throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            BigInteger counter = counter(table.name());
            BigInteger first =
                    CountedKeys.afterMax(connection, flavor, table, column).max(counter);
            if (!keep || counter.signum() == 0) {
                return first;
            }
            BigInteger end = first.add(count);
            statement.execute("ALTER TABLE " + flavor.table(table.name()) + " AUTO_INCREMENT = " + end);
            if (!taken(statement, table, column, first, end)) {
                return first;
            }
        }
        throw new DecantException(
                ErrorCode.IMPORT_REFUSED,
                "cannot reserve keys of " + table.name() + ": other sessions took some at each of " + TRIES
                        + " tries. Try again when fewer rows are inserted there. Nothing was written");
    }

    private boolean taken(Statement statement, Table table, String column, BigInteger first, BigInteger end)
            throws SQLException {
        String name = flavor.quote(column);
        try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT 1 FROM " + flavor.table(table.name())
                + " WHERE " + name + " >= " + first + " AND " + name + " < " + end + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** The number that the table would give next; zero if it gives none. */
    private BigInteger counter(TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT AUTO_INCREMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?")) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet row = statement.executeQuery()) {
                @Nullable BigDecimal next = row.next() ? row.getBigDecimal(1) : null;
                return next == null ? BigInteger.ZERO : next.toBigInteger();
            }
        }
    }

    private String setting(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@SESSION." + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
