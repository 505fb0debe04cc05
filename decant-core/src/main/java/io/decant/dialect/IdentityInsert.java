package io.decant.dialect;

import io.decant.schema.Column.Generation;
import io.decant.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The time in which a session may insert identities into one table, on products where that is a switch. Sent by plain
 * statements: a prepared one is a scope of its own, at whose end the switch would fall back.
 */
final class IdentityInsert implements AutoCloseable {
    private final Connection connection;
    private final @Nullable String end;

    private IdentityInsert(Connection connection, @Nullable String end) {
        this.connection = connection;
        this.end = end;
    }

    /** @param columns those that the insert supplies; without an identity among them nothing is sent */
    static IdentityInsert into(Connection connection, SqlFlavor flavor, Table table, Collection<String> columns)
            throws SQLException {
        boolean supplied =
                columns.stream().anyMatch(c -> table.requireColumn(c).generation() == Generation.IDENTITY_ALWAYS);
        String begin = supplied ? flavor.identityInsert(table.name(), true) : null;
        if (begin == null) {
            return new IdentityInsert(connection, null);
        }
        execute(connection, begin);
        return new IdentityInsert(connection, flavor.identityInsert(table.name(), false));
    }

    /** What is done meanwhile. */
    interface Insert {
        /** @return how many rows */
        long run() throws SQLException;
    }

    long during(Insert insert) throws SQLException {
        return insert.run();
    }

    @Override
    public void close() throws SQLException {
        if (end != null && !connection.isClosed()) {
            execute(connection, end);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
