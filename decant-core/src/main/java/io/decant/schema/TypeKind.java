package io.decant.schema;

import java.util.Locale;

/** The canonical types of an archive. {@code docs/FORMAT.md} gives the text of each. */
public enum TypeKind {
    BOOLEAN,
    INTEGER,
    DECIMAL,
    FLOAT32,
    FLOAT64,
    TEXT,
    BYTES,
    UUID,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    TIMESTAMPOFFSET,
    INTERVAL,
    JSON,
    ARRAY,
    /** The database's own text; the native type says what it is. */
    OTHER;

    private final String canonicalName = name().toLowerCase(Locale.ROOT);

    /** The name used in manifests and models, such as {@code timestamptz}. */
    public String canonicalName() {
        return canonicalName;
    }

    /** @throws IllegalArgumentException if no type has this name; names are exact, in lower case */
    public static TypeKind ofCanonicalName(String name) {
        for (TypeKind kind : values()) {
            if (kind.canonicalName.equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no canonical type is named " + name);
    }
}
