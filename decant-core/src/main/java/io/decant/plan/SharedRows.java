package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which rows of a table are everybody's, and by which columns an import finds them again.
 *
 * @param match columns that identify a shared row, compared as the target compares them; a NULL there matches nothing.
 *     Empty where the table has no key to find them by
 * @param rows the shared rows of the table
 * @param nullColumns tenant columns that are NULL in a shared row; empty where others decide
 * @param certain whether equal match columns say that two rows are the same; if not, since they are numbers or uuids that
 *     a database made, the rest of the rows has to be equal, too
 */
public record SharedRows(List<String> match, RowFilter rows, List<String> nullColumns, boolean certain) {
    public SharedRows {
        match = List.copyOf(match);
        nullColumns = List.copyOf(nullColumns);
    }

    /** Empty for a table whose rows are all single tenants' own. */
    public static Optional<SharedRows> of(PlannedTable planned) {
        if (planned.shared()) {
            return Optional.of(new SharedRows(planned.match(), Filters.ALL, List.of(), true));
        }
        if (planned.everybodys().isNone()) {
            return Optional.empty();
        }
        List<String> nullable = planned.tenantColumns().stream()
                .filter(c -> planned.table().requireColumn(c).nullable())
                .toList();
        Optional<List<String>> natural = naturalKey(planned);
        return Optional.of(new SharedRows(
                natural.orElseGet(() -> without(planned.table().primaryKey(), planned.tenantColumns())),
                planned.everybodys(),
                nullable,
                natural.isPresent()));
    }

    /** What tells a shared row from others in any database: a key with no number or uuid that a database made. */
    private static Optional<List<String>> naturalKey(PlannedTable planned) {
        Table table = planned.table();
        return Stream.concat(table.uniqueKeys().stream(), Stream.of(table.primaryKey()))
                .map(key -> without(key, planned.tenantColumns()))
                .filter(key -> !key.isEmpty())
                .filter(key -> key.stream().noneMatch(c -> surrogate(table, c) && !refers(planned, c)))
                .findFirst();
    }

    private static boolean surrogate(Table table, String name) {
        Column column = table.requireColumn(name);
        boolean alone = table.primaryKey().equals(List.of(name));
        return switch (column.type().kind()) {
            case UUID -> true;
            case INTEGER -> alone || column.generation() != Column.Generation.NONE;
            default -> false;
        };
    }

    private static boolean refers(PlannedTable planned, String column) {
        return planned.references().stream()
                .anyMatch(r -> !r.selfReferencing() && r.columns().contains(column));
    }

    private static List<String> without(List<String> key, List<String> tenantColumns) {
        return key.stream().filter(c -> !tenantColumns.contains(c)).toList();
    }

    /** Whether no row of the table is a tenant's own. */
    public boolean all() {
        return rows.isAll();
    }

    /** The rows of a staging table that come into question, their references not rewritten yet. */
    public RowFilter staged() {
        return nullColumns.isEmpty() ? Filters.ALL : new RowFilter.AllNull(nullColumns);
    }
}
