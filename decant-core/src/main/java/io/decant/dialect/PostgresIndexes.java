package io.decant.dialect;

import java.util.ArrayList;
import java.util.List;

/** One table's indexes as they come from the catalog. */
final class PostgresIndexes {
    private final List<List<String>> uniqueKeys = new ArrayList<>();
    private final List<List<String>> leadingColumns = new ArrayList<>();
    private List<String> primaryKey = List.of();

    /**
     * @param columns up to the first expression
     * @param primary whether it is the primary key's
     * @param unique whether it is a key over plain columns
     * @param ordinary whether it finds rows by equality
     */
    void add(List<String> columns, boolean primary, boolean unique, boolean ordinary) {
        if (primary) {
            primaryKey = columns;
        } else if (unique && !uniqueKeys.contains(columns)) {
            uniqueKeys.add(columns);
        }
        if (ordinary && !columns.isEmpty()) {
            leadingColumns.add(columns);
        }
    }

    List<String> primaryKey() {
        return primaryKey;
    }

    List<List<String>> uniqueKeys() {
        return uniqueKeys;
    }

    List<List<String>> leadingColumns() {
        return leadingColumns;
    }
}
