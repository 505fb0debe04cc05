package io.decant.dialect;

import io.decant.record.CanonicalFormatException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A statement with its values, in the order of their placeholders.
 *
 * @param sql text of the statement, with no value in it
 * @param values one for each placeholder
 */
record BoundSql(String sql, List<Bound> values) {
    BoundSql {
        values = List.copyOf(values);
    }

    BoundSql(String sql) {
        this(sql, List.of());
    }

    /** Runs it as an update. */
    long update(Connection connection, SqlFlavor flavor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, flavor);
            return statement.executeLargeUpdate();
        }
    }

    /** Runs it as a query for one whole number. */
    long number(Connection connection, SqlFlavor flavor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, flavor);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    /** @throws CanonicalFormatException if a value is none of its column's type */
    void bind(PreparedStatement statement, SqlFlavor flavor) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            try {
                flavor.bind(statement, i + 1, values.get(i));
            } catch (UnfitValueException unfit) {
                throw new CanonicalFormatException(String.valueOf(unfit.getMessage()));
            }
        }
    }
}
