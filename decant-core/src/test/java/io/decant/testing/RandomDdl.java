package io.decant.testing;

import io.decant.testing.RandomTable.Col;
import io.decant.testing.RandomTable.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A random schema as statements. */
final class RandomDdl {
    private final TestProduct product;

    RandomDdl(TestProduct product) {
        this.product = product;
    }

    List<String> statements(List<RandomTable> tables) {
        List<String> statements = new ArrayList<>();
        tables.forEach(table -> statements.add(create(table)));
        if (product != TestProduct.SQLITE) { // which takes references only with the table, and to tables still to come
            for (RandomTable table : tables) {
                for (Ref reference : declared(table)) {
                    statements.add("ALTER TABLE " + quoted(table.name) + " ADD " + reference(reference));
                }
            }
        }
        return statements;
    }

    static String quoted(String name) {
        return "\"" + name + "\"";
    }

    static String quoted(List<String> names) {
        return names.stream().map(RandomDdl::quoted).collect(Collectors.joining(", "));
    }

    private String create(RandomTable table) {
        List<String> parts = new ArrayList<>();
        for (Col column : table.columns) {
            parts.add(quoted(column.name()) + " " + type(column) + (column.nullable() ? "" : " NOT NULL"));
        }
        if (!table.primaryKey.isEmpty()) {
            parts.add("PRIMARY KEY (" + quoted(table.primaryKey) + ")");
        }
        table.uniqueKeys.forEach(key -> parts.add("UNIQUE (" + quoted(key) + ")"));
        if (product == TestProduct.SQLITE) {
            declared(table).forEach(reference -> parts.add(reference(reference)));
        }
        return "CREATE TABLE " + quoted(table.name) + " (\n    " + String.join(",\n    ", parts) + "\n)";
    }

    private String type(Col column) {
        if (product == TestProduct.SQLITE) {
            return column.text() ? "TEXT" : "INTEGER";
        }
        return column.text() ? "varchar(100)" : "bigint";
    }

    private static List<Ref> declared(RandomTable table) {
        return table.references.stream().filter(reference -> !reference.typed()).toList();
    }

    private String reference(Ref reference) {
        return "CONSTRAINT " + quoted(reference.name()) + " FOREIGN KEY (" + quoted(reference.columns())
                + ") REFERENCES "
                + quoted(reference.parent().name) + " (" + quoted(reference.parentColumns()) + ")"
                + (product == TestProduct.POSTGRESQL && waits(product, reference) ? " DEFERRABLE" : "");
    }

    /** Whether an import can have a reference checked when it commits, and not before. */
    static boolean waits(TestProduct product, Ref reference) {
        return switch (product) {
            case SQLITE -> true;
            case POSTGRESQL -> reference.name().hashCode() % 2 == 0;
            default -> false;
        };
    }
}
