package io.decant.plan;

import io.decant.schema.TypeKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code decant.yaml} as it was written: names are not yet looked up in a schema. Every name keeps its line.
 *
 * @param fileName for messages
 * @param root the table with one row per tenant, null where there is none
 * @param key the root's columns that name the tenant; empty for its primary key
 * @param nameColumns other columns by which people may name a tenant; mostly none
 * @param tenantColumns names of columns that hold the tenant's key, each as many as the key has columns
 * @param tables what is said of single tables
 * @param references foreign keys that the database does not declare
 * @param columns what is said of single columns
 * @param excludeUnclassified whether tables without a place are left out; otherwise the plan is refused
 */
public record TenantModel(
        String fileName,
        @Nullable Name root,
        List<Name> key,
        List<Name> nameColumns,
        List<List<Name>> tenantColumns,
        List<TableRule> tables,
        List<ReferenceRule> references,
        List<ColumnRule> columns,
        boolean excludeUnclassified) {

    public TenantModel {
        key = List.copyOf(key);
        nameColumns = List.copyOf(nameColumns);
        tenantColumns = tenantColumns.stream().map(List::copyOf).toList();
        tables = List.copyOf(tables);
        references = List.copyOf(references);
        columns = List.copyOf(columns);
    }

    /**
     * A name as somebody wrote it.
     *
     * @param line 1-based
     */
    public record Name(String text, int line) {
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * What is said of one table.
     *
     * @param exclusion why it never leaves, null if it does
     * @param referenced that only rows named by the tenant's rows leave, null if it is not such a table
     * @param via columns of the reference that leads to the owner; empty if not said
     * @param nullTenant null if not said
     * @param tenantColumn this table's own names for the tenant columns; empty if not said
     * @param noTenantColumn the columns of that name are something else here
     * @param bornWith a new tenant is born with such rows
     */
    public record TableRule(
            Name table,
            @Nullable Exclusion exclusion,
            @Nullable Referenced referenced,
            List<Name> via,
            @Nullable NullTenant nullTenant,
            List<Name> tenantColumn,
            boolean noTenantColumn,
            boolean bornWith) {
        public TableRule {
            via = List.copyOf(via);
            tenantColumn = List.copyOf(tenantColumn);
        }
    }

    /**
     * @param reason for the operator, never written into an archive
     * @param publicReason what the archive says, null for nothing
     */
    public record Exclusion(String reason, @Nullable String publicReason) {}

    /**
     * @param match columns by which shared rows are found again on import; empty if owned
     * @param owned the rows are the tenant's own
     */
    public record Referenced(List<Name> match, boolean owned) {
        public Referenced {
            match = List.copyOf(match);
        }
    }

    /**
     * A configured foreign key.
     *
     * @param parentColumns empty for the parent's primary key
     * @param when the child columns and values (canonical text) for which it holds; empty for always
     */
    public record ReferenceRule(
            Name child, List<Name> columns, Name parent, List<Name> parentColumns, Map<Name, List<String>> when) {
        public ReferenceRule {
            columns = List.copyOf(columns);
            parentColumns = List.copyOf(parentColumns);
            when = Map.copyOf(when);
        }
    }

    /**
     * What is said of one column.
     *
     * @param column {@code table.column} or {@code schema.table.column}
     * @param type the canonical type, null for the declared one
     * @param zone the zone that its timestamps are in, null if not said
     * @param stored its physical form, null for the product's usual one
     */
    public record ColumnRule(
            Name column,
            ColumnRules rules,
            @Nullable TypeKind type,
            @Nullable String zone,
            @Nullable String stored) {}
}
