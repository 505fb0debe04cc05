package io.decant.schema;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a column holds, in the archive's terms, with the limits that its declaration sets.
 *
 * @param kind the canonical type
 * @param size the declared limit: characters of {@code text}, bytes of {@code bytes}, bits of {@code integer}, digits of
 *     {@code decimal}, fraction digits of times and timestamps; {@code -1} where none is declared
 * @param scale fraction digits of {@code decimal}; {@code -1} where none are declared
 * @param element type of an {@code array}'s elements, null for every other kind
 * @param zone the zone in which a {@code timestamptz} without one is stored (SQLite), null where the product knows
 * @param stored the physical form in a product that has several, such as {@code upper} or {@code iso-space}; null for the
 *     product's usual one
 */
public record ColumnType(
        TypeKind kind,
        int size,
        int scale,
        @Nullable ColumnType element,
        @Nullable String zone,
        @Nullable String stored) {

    public ColumnType {
        Objects.requireNonNull(kind, "kind");
        if ((kind == TypeKind.ARRAY) != (element != null)) {
            throw new IllegalArgumentException("an array, and only an array, has an element type");
        }
        if (size < -1 || scale < -1) {
            throw new IllegalArgumentException("size and scale are -1 or more");
        }
    }

    public static ColumnType of(TypeKind kind) {
        return new ColumnType(kind, -1, -1, null, null, null);
    }

    public static ColumnType of(TypeKind kind, int size) {
        return new ColumnType(kind, size, -1, null, null, null);
    }

    public static ColumnType decimal(int precision, int scale) {
        return new ColumnType(TypeKind.DECIMAL, precision, scale, null, null, null);
    }

    public static ColumnType arrayOf(ColumnType element) {
        return new ColumnType(TypeKind.ARRAY, -1, -1, element, null, null);
    }

    /** The same type, with the other's limits where this one declares none. */
    public ColumnType orLimitsOf(ColumnType other) {
        return other.kind != kind
                ? this
                : new ColumnType(
                        kind, size < 0 ? other.size : size, scale < 0 ? other.scale : scale, element, zone, stored);
    }

    /** The same type in the physical form that a model declares. */
    public ColumnType storedAs(@Nullable String newZone, @Nullable String newStored) {
        return new ColumnType(kind, size, scale, element, newZone, newStored);
    }
}
