package io.decant.schema;

import java.util.List;
import java.util.Optional;

/**
 * A base table. Partitions are part of their partitioned parent and are not tables here; views are left alone.
 *
 * @param name its name
 * @param columns in the catalog's order, at least one
 * @param primaryKey column names in key order, empty if there is none
 * @param uniqueKeys other keys that the database enforces over plain columns for every row, each in key order
 * @param foreignKeys references from this table
 * @param indexes leading columns of each usable index, primary and unique keys included; partial and expression indexes
 *     left out
 * @param triggers names of enabled user triggers that an insert or update would fire
 * @param estimatedRows from the catalog's statistics, −1 if unknown
 * @param estimatedBytes size on disk without indexes, −1 if unknown
 * @param inherited whether tables of their own inherit from it (PostgreSQL), so that its own rows must be asked for alone
 */
public record Table(
        TableName name,
        List<Column> columns,
        List<String> primaryKey,
        List<List<String>> uniqueKeys,
        List<ForeignKey> foreignKeys,
        List<List<String>> indexes,
        List<String> triggers,
        long estimatedRows,
        long estimatedBytes,
        boolean inherited) {

    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
        foreignKeys = List.copyOf(foreignKeys);
        indexes = indexes.stream().map(List::copyOf).toList();
        triggers = List.copyOf(triggers);
    }

    /** A table that no other inherits from. */
    public Table(
            TableName name,
            List<Column> columns,
            List<String> primaryKey,
            List<List<String>> uniqueKeys,
            List<ForeignKey> foreignKeys,
            List<List<String>> indexes,
            List<String> triggers,
            long estimatedRows,
            long estimatedBytes) {
        this(
                name,
                columns,
                primaryKey,
                uniqueKeys,
                foreignKeys,
                indexes,
                triggers,
                estimatedRows,
                estimatedBytes,
                false);
    }

    /** The column of exactly this name. */
    public Optional<Column> column(String columnName) {
        return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
    }

    /** @throws IllegalArgumentException if the table has no column of exactly this name */
    public Column requireColumn(String columnName) {
        return column(columnName)
                .orElseThrow(() -> new IllegalArgumentException("table " + name + " has no column " + columnName));
    }

    /**
     * Columns that tell each row from every other: the primary key, else a unique key without NULLs; empty if there is
     * neither.
     */
    public List<String> identifyingKey() {
        return primaryKey.isEmpty()
                ? uniqueKeys.stream()
                        .filter(key ->
                                key.stream().noneMatch(c -> requireColumn(c).nullable()))
                        .findFirst()
                        .orElse(List.of())
                : primaryKey;
    }

    /** The same table with other columns, everything else kept. */
    public Table withColumns(List<Column> newColumns) {
        return new Table(
                name,
                newColumns,
                primaryKey,
                uniqueKeys,
                foreignKeys,
                indexes,
                triggers,
                estimatedRows,
                estimatedBytes,
                inherited);
    }

    /** The same table with other references, everything else kept. */
    public Table withForeignKeys(List<ForeignKey> newForeignKeys) {
        return new Table(
                name,
                columns,
                primaryKey,
                uniqueKeys,
                newForeignKeys,
                indexes,
                triggers,
                estimatedRows,
                estimatedBytes,
                inherited);
    }
}
