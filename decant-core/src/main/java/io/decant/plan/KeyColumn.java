package io.decant.plan;

import io.decant.schema.TableName;

/** A column whose values are keys, by its exact name. */
public record KeyColumn(TableName table, String column) implements Comparable<KeyColumn> {
    @Override
    public int compareTo(KeyColumn other) {
        int byTable = table.compareTo(other.table);
        return byTable == 0 ? column.compareTo(other.column) : byTable;
    }

    @Override
    public String toString() {
        return table + "." + column;
    }
}
