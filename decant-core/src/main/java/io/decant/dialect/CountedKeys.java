package io.decant.dialect;

import io.decant.schema.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Numbers for a column that no sequence fills: those after the largest. */
final class CountedKeys {
    private CountedKeys() {}

    static BigInteger afterMax(Connection connection, SqlFlavor flavor, Table table, String column)
            throws SQLException {
        String sql = "SELECT max(" + flavor.quote(column) + ") FROM " + flavor.table(table.name());
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            @Nullable BigDecimal max = result.getBigDecimal(1);
            return max == null
                    ? BigInteger.ONE
                    : max.toBigInteger().add(BigInteger.ONE).max(BigInteger.ONE);
        }
    }
}
