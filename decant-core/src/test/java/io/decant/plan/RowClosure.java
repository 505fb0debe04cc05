package io.decant.plan;

import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a tenant's rows without filters and plans: starts at the rows that bear the tenant's key and walks, row by row,
 * down to children by the references that decide, and from what was found up to shared rows.
 */
final class RowClosure {
    private final RandomWorld world;
    private final MemoryRows rows;
    private final Set<Map<String, @Nullable String>> own = identitySet();
    private final Set<Map<String, @Nullable String>> all = identitySet();
    private final Map<TableName, Integer> steps = new HashMap<>();

    RowClosure(RandomWorld world, MemoryRows rows) {
        this.world = world;
        this.rows = rows;
        measure();
        walkDown();
        walkUp();
    }

    boolean isOwn(Map<String, @Nullable String> row) {
        return own.contains(row);
    }

    boolean travels(Map<String, @Nullable String> row) {
        return all.contains(row);
    }

    private boolean bearsKey(Table table) {
        return table.name().name().equals("orgs") || table.column("org").isPresent();
    }

    private static boolean shared(TableName table) {
        return table.name().startsWith("s");
    }

    private void measure() {
        world.schema.tables().stream().filter(this::bearsKey).forEach(t -> steps.put(t.name(), 0));
        for (int round = 0; round < world.schema.tables().size(); round++) {
            for (Table table : world.schema.tables()) {
                certain(table)
                        .map(r -> steps.getOrDefault(r.parent(), 99) + 1)
                        .filter(s -> s < 99)
                        .forEach(s -> steps.merge(table.name(), s, Math::min));
            }
        }
    }

    private Stream<ForeignKey> certain(Table table) {
        return world.references().stream()
                .filter(r -> r.child().equals(table.name())
                        && !r.selfReferencing()
                        && r.when().isEmpty())
                .filter(r -> r.columns().stream()
                        .noneMatch(c -> table.requireColumn(c).nullable()));
    }

    private boolean decides(ForeignKey reference) {
        Table child = world.schema.requireTable(reference.child());
        if (bearsKey(child) || reference.selfReferencing() || shared(child.name()) || shared(reference.parent())) {
            return false;
        }
        Optional<ForeignKey> best = certain(child)
                .filter(r -> steps.containsKey(r.parent()))
                .min(Comparator.comparing((ForeignKey r) -> steps.get(r.parent()))
                        .thenComparing(ForeignKey::parent)
                        .thenComparing(r -> r.columns().get(0)));
        return best.map(reference::equals).orElse(true);
    }

    private void walkDown() {
        Deque<Map.Entry<TableName, Map<String, @Nullable String>>> open = new ArrayDeque<>();
        for (Table table : world.schema.tables()) {
            String column = table.name().name().equals("orgs") ? "id" : "org";
            rows.rows(table.name()).stream()
                    .filter(row -> bearsKey(table) && rows.tenant().get(0).equals(row.get(column)))
                    .forEach(row -> open.add(Map.entry(table.name(), row)));
        }
        List<ForeignKey> deciding =
                world.references().stream().filter(this::decides).toList();
        while (!open.isEmpty()) {
            Map.Entry<TableName, Map<String, @Nullable String>> next = open.pop();
            if (own.add(next.getValue())) {
                deciding.stream()
                        .filter(r -> r.parent().equals(next.getKey()))
                        .forEach(r -> rows.rows(r.child()).stream()
                                .filter(child -> MemoryRows.names(r, child, next.getValue()))
                                .forEach(child -> open.add(Map.entry(r.child(), child))));
            }
        }
    }

    private void walkUp() {
        all.addAll(own);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (ForeignKey reference : world.references()) {
                for (Map<String, @Nullable String> child : rows.rows(reference.child())) {
                    for (Map<String, @Nullable String> parent : rows.rows(reference.parent())) {
                        grown |= all.contains(child)
                                && everybodys(reference.parent(), parent)
                                && MemoryRows.names(reference, child, parent)
                                && all.add(parent);
                    }
                }
            }
        }
    }

    private boolean everybodys(TableName table, Map<String, @Nullable String> row) {
        boolean sharesNulls = world.yaml.contains("  " + table.name() + ": {nullTenant: shared}");
        return shared(table) || (sharesNulls && row.get("org") == null);
    }

    private static Set<Map<String, @Nullable String>> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
