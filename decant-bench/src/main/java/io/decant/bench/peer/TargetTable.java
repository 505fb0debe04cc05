package io.decant.bench.peer;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table that rows are inserted into.
 *
 * @param columns in the table's order, which is that of the CSV files
 */
record TargetTable(Database database, String name, List<Column> columns) {
    /**
     * @param nullable whether it may be NULL
     * @param encoded whether its bytes are in Base64
     */
    record Column(String name, boolean nullable, boolean encoded) {}

    static TargetTable read(Connection connection, Database database, String name) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (ResultSet rows =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), name, null)) {
            while (rows.next()) {
                columns.add(new Column(
                        rows.getString("COLUMN_NAME"),
                        rows.getInt("NULLABLE") == DatabaseMetaData.columnNullable,
                        database.encodesBytes() && isBinary(rows.getInt("DATA_TYPE"))));
            }
        }
        return new TargetTable(database, name, columns);
    }

    /** @param type one of {@link Types} */
    static boolean isBinary(int type) {
        return type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY || type == Types.BLOB;
    }

    String insert() {
        String names = columns.stream().map(c -> database.quote(c.name())).collect(Collectors.joining(", "));
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        return "INSERT INTO " + database.quote(name) + " (" + names + ") VALUES (" + marks + ")";
    }

    /**
     * Binds a field. Of an empty one a CSV reader cannot tell what it was: NULL where the column takes it.
     *
     * @param index of the column, from 0 on
     */
    void bind(PreparedStatement insert, int index, @Nullable String field) throws SQLException {
        Column column = columns.get(index);
        if (field != null && field.isEmpty() && column.nullable()) {
            insert.setString(index + 1, null);
        } else if (field != null && column.encoded()) {
            insert.setBytes(index + 1, Base64.getDecoder().decode(field));
        } else {
            insert.setString(index + 1, field);
        }
    }
}
