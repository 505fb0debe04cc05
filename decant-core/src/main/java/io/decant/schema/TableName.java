package io.decant.schema;

import java.util.Comparator;
import java.util.Objects;

/**
 * A table's exact name with its schema, both as the catalog spells them.
 *
 * @param schema the schema ({@code main} on SQLite), never empty
 * @param name the table
 */
public record TableName(String schema, String name) implements Comparable<TableName> {
    private static final Comparator<TableName> ORDER =
            Comparator.comparing(TableName::schema).thenComparing(TableName::name);

    public TableName {
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(name, "name");
    }

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }

    /** {@code schema.name}, for messages. Not SQL: a dialect quotes. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
