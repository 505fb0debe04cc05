package io.decant;

import io.decant.ColumnTask.TenantRule;
import io.decant.plan.TenantKey;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tenant as an archive tells of it: its key, and the columns that hold the key by the archive's own account.
 *
 * @param key in the order of the key's columns
 * @param parts by table and column, the rule that its values have to follow
 */
record ArchivedTenant(TenantKey key, Map<TableName, Map<String, TenantRule>> parts) {

    TenantRule rule(TableName table, String column) {
        return parts.getOrDefault(table, Map.of()).getOrDefault(column, TenantRule.NONE);
    }

    /**
     * @param tables the archived tables
     * @param holders for root and owned tables, the columns that hold the key, in the key's order
     */
    static ArchivedTenant of(TenantKey key, Collection<Table> tables, Map<TableName, List<String>> holders) {
        Map<TableName, Map<String, TenantRule>> parts = new HashMap<>();
        Map<TableName, Table> byName = new HashMap<>();
        tables.forEach(t -> byName.put(t.name(), t));
        holders.forEach((table, columns) -> {
            Table archived = byName.get(table);
            for (int part = 0; part < columns.size() && part < key.values().size(); part++) {
                parts.computeIfAbsent(table, t -> new HashMap<>())
                        .put(columns.get(part), new TenantRule(part, !mayBeShared(archived, columns.get(part))));
            }
        });
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Table table : tables) {
                for (ForeignKey reference : table.foreignKeys()) {
                    grown |= inherit(parts, reference);
                }
            }
        }
        return new ArchivedTenant(key, parts);
    }

    /** A row with NULL for its tenant is one that the source's model shares among all. */
    private static boolean mayBeShared(@Nullable Table table, String column) {
        return table != null
                && table.columns().stream().anyMatch(c -> c.name().equals(column) && c.nullable())
                && !table.primaryKey().contains(column);
    }

    /** A column that refers to a column which holds the key holds it too. */
    private static boolean inherit(Map<TableName, Map<String, TenantRule>> parts, ForeignKey reference) {
        boolean grown = false;
        for (int i = 0; i < reference.columns().size(); i++) {
            TenantRule parent = parts.getOrDefault(reference.parent(), Map.of())
                    .get(reference.parentColumns().get(i));
            Map<String, TenantRule> child = parts.computeIfAbsent(reference.child(), t -> new HashMap<>());
            if (parent != null && !child.containsKey(reference.columns().get(i))) {
                child.put(reference.columns().get(i), new TenantRule(parent.part(), false));
                grown = true;
            }
        }
        return grown;
    }
}
