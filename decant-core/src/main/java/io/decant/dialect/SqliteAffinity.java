package io.decant.dialect;

import java.util.Locale;

/** What SQLite makes of a value stored in a column: https://www.sqlite.org/datatype3.html, section 3.1. */
enum SqliteAffinity {
    INTEGER,
    TEXT,
    BLOB,
    REAL,
    NUMERIC;

    static SqliteAffinity of(String declaredType) {
        String type = declaredType.toUpperCase(Locale.ROOT);
        if (type.contains("INT")) {
            return INTEGER;
        } else if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return TEXT;
        } else if (type.contains("BLOB") || type.isEmpty() || type.equals("ANY")) {
            return BLOB;
        } else if (type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB")) {
            return REAL;
        }
        return NUMERIC;
    }

    /** True if text that looks like a number would become one. */
    boolean convertsText() {
        return this == INTEGER || this == REAL || this == NUMERIC;
    }
}
