package io.decant.schema;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    // Written out: what a record makes by itself is put together at the first call, which takes a start 10 ms.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TableName that && schema.equals(that.schema) && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * schema.hashCode() + name.hashCode();
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
