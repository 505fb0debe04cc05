package io.decant.plan;

import io.decant.schema.ForeignKey;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which columns carry a part of the tenant's key: what a rename rewrites, and what an archive's rows are checked by.
 * Columns of shared and excluded tables are never among them.
 */
public final class TenantColumns {
    private final Map<TableName, Map<String, Integer>> parts;
    private final List<ForeignKey> conditional;

    TenantColumns(Map<TableName, Map<String, Integer>> parts, List<ForeignKey> conditional) {
        this.parts = parts;
        this.conditional = List.copyOf(conditional);
    }

    public static TenantColumns of(ExportPlan plan) {
        return new TenantColumns(new TreeMap<>(), plan.tables().isEmpty() ? List.of() : new ArrayList<>());
    }

    /** Column name to the 0-based index of the key's part that it carries, ordered by name; empty for a table without. */
    public Map<String, Integer> of(TableName table) {
        return parts.getOrDefault(table, Map.of());
    }

    /** The 0-based index of the key's part that a column carries, null if it carries none. */
    public @Nullable Integer part(TableName table, String column) {
        return of(table).get(column);
    }

    /** The tables that have such columns. */
    public Set<TableName> tables() {
        return parts.keySet();
    }

    /** References with a condition that name such columns: in some of their rows they carry the key, in others not. */
    public List<ForeignKey> conditional() {
        return conditional;
    }
}
