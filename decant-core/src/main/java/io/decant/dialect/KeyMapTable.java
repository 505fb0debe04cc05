package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ColumnType;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.util.List;

/** The temporary table that a key map is kept in: the key that a row has in the archive, and the one it gets. */
final class KeyMapTable {
    static final String OLD = "old_key";
    static final String NEW = "new_key";
    /** 1 if the new key is that of a row that the target has already, else 0. */
    static final String MATCHED = "matched";

    private KeyMapTable() {}

    /**
     * @param key the column whose values are mapped
     * @param number the product's name of a type for small whole numbers
     */
    static Table of(TableName name, Column key, String number) {
        return new Table(
                name,
                List.of(column(OLD, key), column(NEW, key), small(MATCHED, number)),
                List.of(OLD),
                List.of(List.of(NEW)),
                List.of(),
                List.of(List.of(OLD), List.of(NEW)),
                List.of(),
                -1,
                -1);
    }

    private static Column column(String name, Column key) {
        return new Column(name, key.type(), key.nativeType(), false, Generation.NONE, false);
    }

    /** A column for a number of ours. */
    static Column small(String name, String number) {
        return new Column(name, ColumnType.of(TypeKind.INTEGER, 32), number, false, Generation.NONE, true);
    }
}
