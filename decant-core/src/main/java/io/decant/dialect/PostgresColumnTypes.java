package io.decant.dialect;

import io.decant.dialect.postgresql.PostgresType;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the catalog says of one table's columns now: a binary load must name the very types. */
final class PostgresColumnTypes {
    private static final String QUERY = """
            SELECT a.attname, a.atttypid, pg_catalog.format_type(a.atttypid, a.atttypmod)
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
            """;

    private PostgresColumnTypes() {}

    private record Declared(int oid, String formatted) {}

    static List<PostgresType> of(Connection connection, TableName table, List<Column> columns) throws SQLException {
        Map<String, Declared> declared = declared(connection, table);
        List<Declared> wanted = new ArrayList<>();
        for (Column column : columns) {
            Declared there = declared.get(column.name());
            if (there == null) {
                throw new DecantException(
                        ErrorCode.SCHEMA_MISMATCH, "table " + table + " has no column " + column.name());
            }
            wanted.add(there);
        }
        PostgresTypes types =
                PostgresTypes.of(connection, wanted.stream().map(Declared::oid).toList());
        return wanted.stream().map(d -> types.resolve(d.oid(), d.formatted())).toList();
    }

    private static Map<String, Declared> declared(Connection connection, TableName table) throws SQLException {
        Map<String, Declared> columns = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, PostgresFlavor.withParameters().table(table));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.put(row.getString(1), new Declared((int) row.getLong(2), row.getString(3)));
                }
            }
        }
        return columns;
    }
}
