package io.decant.bench.peer;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table that rows are inserted into.
 *
 * @param columns in the table's order, which is that of the CSV files
 * @param nullable which of them may be NULL
 */
record TargetTable(String name, List<String> columns, List<Boolean> nullable) {
    static TargetTable read(Connection connection, String name) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<Boolean> nullable = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getColumns(null, "public", name, null)) {
            while (rows.next()) {
                columns.add(rows.getString("COLUMN_NAME"));
                nullable.add(rows.getInt("NULLABLE") == DatabaseMetaData.columnNullable);
            }
        }
        return new TargetTable(name, columns, nullable);
    }

    String insert() {
        String names = columns.stream().map(c -> "\"" + c + "\"").collect(Collectors.joining(", "));
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        return "INSERT INTO \"" + name + "\" (" + names + ") VALUES (" + marks + ")";
    }

    /** What a CSV reader that cannot tell makes of an empty field: NULL where the column takes it. */
    @Nullable String value(int column, @Nullable String field) {
        return field != null && field.isEmpty() && nullable.get(column) ? null : field;
    }
}
