package io.decant;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import io.decant.testing.TestProduct;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes the tables of a schema of plain types, and fills them, in any product. */
final class ShapeDatabase {
    private final TestProduct product;
    private final Schema schema;

    ShapeDatabase(TestProduct product, Schema schema) {
        this.product = product;
        this.schema = schema;
    }

    void create(Connection connection) throws SQLException {
        if (product != TestProduct.SQLITE) {
            List<String> schemas = schema.tables().stream()
                    .map(t -> t.name().schema())
                    .distinct()
                    .toList();
            for (String name : schemas) {
                run(connection, "CREATE SCHEMA \"" + name + "\"");
            }
        }
        for (Table table : schema.tables()) {
            run(connection, "CREATE TABLE " + name(table.name()) + " (" + String.join(", ", parts(table)) + ")");
        }
        for (Table table : schema.tables()) {
            for (ForeignKey reference : product == TestProduct.SQLITE ? List.<ForeignKey>of() : table.foreignKeys()) {
                run(connection, "ALTER TABLE " + name(table.name()) + " ADD " + constraint(reference));
            }
        }
    }

    void fill(Connection connection, Map<String, List<List<String>>> rows) throws SQLException {
        run(connection, product.checksOff());
        for (Map.Entry<String, List<List<String>>> entry : rows.entrySet()) {
            Table table = schema.tables().stream()
                    .filter(t -> t.name().name().equals(entry.getKey())
                            || t.name().toString().equals(entry.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no table " + entry.getKey()));
            for (List<String> row : entry.getValue()) {
                insert(connection, table, row);
            }
        }
        run(connection, product.checksOn());
    }

    private void insert(Connection connection, Table table, List<String> row) throws SQLException {
        String marks = table.columns().stream().map(c -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + name(table.name()) + " VALUES (" + marks + ")")) {
            for (int i = 0; i < table.columns().size(); i++) {
                insert.setObject(i + 1, value(table.columns().get(i), row.get(i)));
            }
            insert.execute();
        }
    }

    private Object value(Column column, String text) {
        if (text == null) {
            return null;
        }
        return switch (column.type().kind()) {
            case INTEGER -> Long.valueOf(text);
            case BYTES -> HexFormat.of().parseHex(text);
            case UUID -> product == TestProduct.SQLITE ? text : UUID.fromString(text);
            default -> text;
        };
    }

    private List<String> parts(Table table) {
        List<String> parts = new ArrayList<>();
        table.columns()
                .forEach(c ->
                        parts.add(quoted(c.name()) + " " + type(c.type().kind()) + (c.nullable() ? "" : " NOT NULL")));
        if (!table.primaryKey().isEmpty()) {
            parts.add("PRIMARY KEY " + list(table.primaryKey()));
        }
        table.uniqueKeys().forEach(key -> parts.add("UNIQUE " + list(key)));
        if (product == TestProduct.SQLITE) {
            table.foreignKeys().forEach(reference -> parts.add(constraint(reference)));
        }
        return parts;
    }

    private String constraint(ForeignKey reference) {
        return "FOREIGN KEY " + list(reference.columns()) + " REFERENCES " + name(reference.parent()) + " "
                + list(reference.parentColumns());
    }

    private String type(TypeKind kind) {
        return switch (kind) {
            case INTEGER -> product == TestProduct.SQLITE ? "INTEGER" : "bigint";
            case UUID -> "UUID";
            case BYTES ->
                product == TestProduct.SQLITE ? "BLOB" : product == TestProduct.H2 ? "VARBINARY(100)" : "bytea";
            case TEXT -> product == TestProduct.POSTGRESQL ? "text" : "VARCHAR(100)";
            default -> throw new AssertionError("no column of type " + kind.canonicalName());
        };
    }

    private String name(TableName name) {
        return product == TestProduct.SQLITE ? quoted(name.name()) : quoted(name.schema()) + "." + quoted(name.name());
    }

    private static String list(List<String> columns) {
        return columns.stream().map(ShapeDatabase::quoted).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError("does not run: " + sql, e);
        }
    }
}
