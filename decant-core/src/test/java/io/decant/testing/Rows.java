package io.decant.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/** What a query gives, as the driver's own text, for assertions. */
public final class Rows {
    private Rows() {}

    /** All rows; a NULL is a null element. */
    public static List<List<String>> of(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return of(connection, sql);
        }
    }

    /** All rows; a NULL is a null element. */
    public static List<List<String>> of(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>(columns);
                for (int i = 1; i <= columns; i++) {
                    row.add(result.getString(i));
                }
                rows.add(Collections.unmodifiableList(row));
            }
            return rows;
        }
    }

    /** The one value that a query gives, null for NULL. */
    public static String value(DataSource source, String sql) throws SQLException {
        List<List<String>> rows = of(source, sql);
        if (rows.size() != 1 || rows.get(0).size() != 1) {
            throw new AssertionError("not one value: " + sql);
        }
        return rows.get(0).get(0);
    }

    /** A row to compare with; null elements allowed. */
    public static List<String> row(String... values) {
        return Collections.unmodifiableList(Arrays.asList(values.clone()));
    }
}
