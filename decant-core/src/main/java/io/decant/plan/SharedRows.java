package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.Table;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of a table are everybody's, and by which columns an import finds them again.
 *
 * @param match columns that identify a shared row, compared as the target compares them; a NULL there matches nothing.
 *     Empty where the table has no key to find them by
 * @param nullColumns tenant columns that are NULL in a shared row; empty if all rows of the table are shared
 */
public record SharedRows(List<String> match, List<String> nullColumns) {
    public SharedRows {
        match = List.copyOf(match);
        nullColumns = List.copyOf(nullColumns);
    }

    /** Empty for a table whose rows are all single tenants' own. */
    public static Optional<SharedRows> of(PlannedTable planned) {
        if (planned.shared()) {
            return Optional.of(new SharedRows(planned.match(), List.of()));
        }
        List<String> nullable = planned.tenantColumns().stream()
                .filter(c -> planned.table().requireColumn(c).nullable())
                .toList();
        boolean shares = planned.nullTenant() == NullTenant.SHARED
                && planned.membership() == Membership.OWNED
                && !nullable.isEmpty();
        return shares
                ? Optional.of(new SharedRows(naturalKey(planned.table(), planned.tenantColumns()), nullable))
                : Optional.empty();
    }

    /** What tells a shared row from others in any database: a unique key that no sequence made, else the primary key. */
    private static List<String> naturalKey(Table table, List<String> tenantColumns) {
        return table.uniqueKeys().stream()
                .map(key -> without(key, tenantColumns))
                .filter(key -> !key.isEmpty())
                .filter(key -> key.stream().map(table::requireColumn).noneMatch(SharedRows::madeByDatabase))
                .findFirst()
                .orElseGet(() -> without(table.primaryKey(), tenantColumns));
    }

    private static boolean madeByDatabase(Column column) {
        return column.generation() != Column.Generation.NONE;
    }

    private static List<String> without(List<String> key, List<String> tenantColumns) {
        return key.stream().filter(c -> !tenantColumns.contains(c)).toList();
    }

    /** The rows of a table with these columns that are shared. */
    public RowFilter rows() {
        return nullColumns.isEmpty() ? new RowFilter.All() : new RowFilter.AllNull(nullColumns);
    }
}
