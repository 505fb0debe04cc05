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
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reserves numbers of AUTO_INCREMENT by moving the counter past them. Others may be given some between the look at the
 * counter and its move; but the move waits for every transaction that has used the table, so that their rows show after it,
 * and then the next numbers are tried. The session is given back as it came.
 */
final class MySqlCounter {
    /** While the move waits, nobody else begins to use the table. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int TRIES = 10;

    private final Connection connection;
    private final MySqlProduct product;
    private final SqlFlavor flavor;
    private final Duration patience;

    /** @param patience whole seconds, at least 1 */
    MySqlCounter(Connection connection, MySqlProduct product, SqlFlavor flavor, Duration patience) {
        this.connection = connection;
        this.product = product;
        this.flavor = flavor;
        this.patience = patience;
    }

    /** The first of the numbers; see {@link WriteSupport#newKeys}. */
    BigInteger reserve(Table table, String column, long count, boolean keep) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        // Each look has to see what is committed by then, and no lock of ours may outlive the work.
        connection.setAutoCommit(true);
        try {
            return prepared(table, column, BigInteger.valueOf(count), keep);
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private BigInteger prepared(Table table, String column, BigInteger count, boolean keep) throws SQLException {
        String settings = "SET SESSION lock_wait_timeout = %s";
        // Else MySQL shows a counter of up to a day ago.
        String stale = product == MySqlProduct.MYSQL ? ", SESSION information_schema_stats_expiry = %s" : "";
        String before = setting("lock_wait_timeout");
        String staleBefore = stale.isEmpty() ? "" : setting("information_schema_stats_expiry");
        try (Statement statement = connection.createStatement()) {
            statement.execute(String.format(settings + stale, patience.toSeconds(), 0));
            try {
                return untaken(statement, table, column, count, keep);
            } finally {
                statement.execute(String.format(settings + stale, before, staleBefore));
            }
        }
    }

    private BigInteger untaken(Statement statement, Table table, String column, BigInteger count, boolean keep)
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
                ErrorCode.DATABASE,
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
