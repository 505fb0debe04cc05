package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One table's place in a plan.
 *
 * @param table the table, its columns under the types that the model declares
 * @param membership how it belongs
 * @param path how it belongs, for the manifest: the tenant columns of a root or owned table; the steps of a reached one,
 *     such as {@code order_id -> orders}, and the tenant columns at their end; one line for each way where several lead
 *     to the tenant; who names the rows of a referenced one; empty for an excluded one
 * @param filter the rows that leave; empty for an excluded table, and only for one
 * @param tenantColumns the columns that hold the tenant's key, in the key's order; empty unless root or owned
 * @param otherTenantColumns other columns of this table that hold the tenant's key too, such as a root's plain copy of
 *     it, each list in the key's order; mostly none
 * @param nullTenant what rows with NULL there are; {@code FAIL} where the question does not come up
 * @param everybodys the rows that are no single tenant's though the table holds tenants' rows: those with NULL for their
 *     tenant where that means so, and rows below such rows; passed by none in most tables
 * @param match columns by which shared rows are found again in a target; empty unless referenced and shared
 * @param bornWith whether a new tenant is born with such rows, which an import then replaces
 * @param references declared and configured references whose columns leave as they are, parents that are in the plan
 *     and not excluded: what load order and reference checks are about
 * @param rules by column name; a column that is not here is kept
 * @param publicReason why an excluded table is, as archives may say; null for nothing
 * @param explanation one line for people: how it belongs, by which path, why not by another
 */
public record PlannedTable(
        Table table,
        Membership membership,
        List<String> path,
        Optional<RowFilter> filter,
        List<String> tenantColumns,
        List<List<String>> otherTenantColumns,
        NullTenant nullTenant,
        RowFilter everybodys,
        List<String> match,
        boolean bornWith,
        List<ForeignKey> references,
        Map<String, ColumnRules> rules,
        @Nullable String publicReason,
        String explanation) {

    public PlannedTable {
        path = List.copyOf(path);
        tenantColumns = List.copyOf(tenantColumns);
        otherTenantColumns = otherTenantColumns.stream().map(List::copyOf).toList();
        match = List.copyOf(match);
        references = List.copyOf(references);
        rules = Map.copyOf(rules);
        if (filter.isPresent() == (membership == Membership.EXCLUDED)) {
            throw new IllegalArgumentException("table " + table.name() + " leaves by a filter, or is excluded");
        }
    }

    public TableName name() {
        return table.name();
    }

    public boolean leaves() {
        return membership != Membership.EXCLUDED;
    }

    /** A referenced table whose rows are shared by many tenants: matched on import, never overwritten. */
    public boolean shared() {
        return membership == Membership.REFERENCED && !match.isEmpty();
    }

    /** @throws IllegalStateException if the table is excluded */
    public RowFilter requireFilter() {
        return filter.orElseThrow(() -> new IllegalStateException(name() + " is excluded: it has no filter"));
    }

    /** What happens to a column of this exact name. */
    public ColumnRules rules(String column) {
        return rules.getOrDefault(column, ColumnRules.KEEP);
    }

    /** The columns that leave, in the table's order: all but those that the model drops. Those it nulls are among them. */
    public List<Column> exportedColumns() {
        return table.columns().stream()
                .filter(c -> rules(c.name()).onExport() != ValueRule.DROP)
                .toList();
    }

    /** Names of the columns that leave as NULL. */
    public Stream<String> nulledColumns() {
        return table.columns().stream()
                .map(Column::name)
                .filter(name -> rules(name).onExport() == ValueRule.NULL);
    }
}
