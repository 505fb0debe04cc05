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
 * Which columns carry a part of the tenant's key: what a rename rewrites, and what an archive's rows are checked by. They
 * are the root's key and its plain copies, the tenant columns, and, by closure, columns whose references name such columns
 * or are named by them. Columns of shared and excluded tables are never among them.
 */
public final class TenantColumns {
    private final Map<TableName, Map<String, Integer>> parts = new TreeMap<>();
    private final List<ForeignKey> conditional = new ArrayList<>();

    private TenantColumns() {}

    public static TenantColumns of(ExportPlan plan) {
        TenantColumns carried = new TenantColumns();
        List<PlannedTable> tables =
                plan.leaving().stream().filter(t -> !t.shared()).toList();
        tables.forEach(t -> carried.add(t.name(), t.tenantColumns()));
        tables.forEach(t -> t.otherTenantColumns().forEach(columns -> carried.add(t.name(), columns)));
        List<ForeignKey> references = tables.stream()
                .flatMap(t -> t.references().stream())
                .filter(r -> !plan.table(r.parent()).shared())
                .toList();
        while (carried.spread(references)) {
            // Until no reference carries the key any further.
        }
        references.stream()
                .filter(r -> !r.when().isEmpty())
                .filter(r -> r.parentColumns().stream().anyMatch(c -> carried.part(r.parent(), c) != null))
                .forEach(carried.conditional::add);
        return carried;
    }

    private void add(TableName table, List<String> columns) {
        for (int i = 0; i < columns.size(); i++) {
            put(table, columns.get(i), i);
        }
    }

    private boolean put(TableName table, String column, int part) {
        return parts.computeIfAbsent(table, t -> new TreeMap<>()).putIfAbsent(column, part) == null;
    }

    private boolean spread(List<ForeignKey> references) {
        boolean grown = false;
        for (ForeignKey reference : references) {
            for (int i = 0; i < reference.columns().size() && reference.when().isEmpty(); i++) {
                String column = reference.columns().get(i);
                String parentColumn = reference.parentColumns().get(i);
                Integer inParent = part(reference.parent(), parentColumn);
                Integer inChild = part(reference.child(), column);
                if (inParent != null && inChild == null) {
                    grown |= put(reference.child(), column, inParent);
                } else if (inParent == null && inChild != null) {
                    grown |= put(reference.parent(), parentColumn, inChild);
                }
            }
        }
        return grown;
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
        return List.copyOf(conditional);
    }
}
