package io.decant.schema;

import java.util.Objects;

/**
 * A column as the catalog declares it.
 *
 * @param name exact name, never quoted
 * @param type the canonical type
 * @param nativeType the product's own name of the type, such as {@code character varying(40)}
 * @param nullable whether NULL is allowed
 * @param generation who makes the value
 * @param hasDefault whether a row without this column gets a value: a default, or an identity
 */
public record Column(
        String name, ColumnType type, String nativeType, boolean nullable, Generation generation, boolean hasDefault) {

    /** Who makes a column's value when a row is inserted. */
    public enum Generation {
        /** The one who inserts. */
        NONE,
        /** The database computes it from other columns; it is exported, and never loaded. */
        COMPUTED,
        /** A sequence or identity supplies it when the insert does not. */
        IDENTITY,
        /** An identity that takes a given value only when told to override (GENERATED ALWAYS). */
        IDENTITY_ALWAYS
    }

    public Column {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(nativeType, "nativeType");
        Objects.requireNonNull(generation, "generation");
    }

    /** The same column, read and written under another canonical type. */
    public Column as(ColumnType other) {
        return new Column(name, other, nativeType, nullable, generation, hasDefault);
    }

    /** The same column, where NULL is allowed. */
    public Column asNullable() {
        return new Column(name, type, nativeType, true, generation, hasDefault);
    }

    /** True if the database computes the value from other columns. */
    public boolean computed() {
        return generation == Generation.COMPUTED;
    }
}
