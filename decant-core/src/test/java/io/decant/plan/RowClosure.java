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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a tenant's rows without filters and plans: starts at the rows that bear the tenant's key and walks, row by row,
 * down to children by the references that decide and up to private parents, and from what was found up to everybody's rows.
 */
final class RowClosure {
    private final RandomWorld world;
    private final MemoryRows rows;
    private final Map<TableName, Integer> steps = new HashMap<>();
    private final Map<TableName, List<ForeignKey>> deciding = new HashMap<>();
    private final Set<Map<String, @Nullable String>> own;
    private final Set<Map<String, @Nullable String>> somebodys = identitySet();
    private final Set<Map<String, @Nullable String>> everybodys = identitySet();
    private final Set<Map<String, @Nullable String>> held = identitySet();
    private final Set<Map<String, @Nullable String>> all = identitySet();

    RowClosure(RandomWorld world, MemoryRows rows) {
        this.world = world;
        this.rows = rows;
        world.schema.tables().stream().filter(this::bearsKey).forEach(t -> steps.put(t.name(), 0));
        place();
        world.schema.tables().stream().filter(t -> is("p", t.name())).forEach(t -> steps.put(t.name(), 0));
        place();
        this.own = own(rows.tenant().get(0));
        RandomWorld.TENANTS.forEach(tenant -> somebodys.addAll(own(tenant)));
        findEverybodys();
        findHeld();
        walkUp();
    }

    boolean travels(Map<String, @Nullable String> row) {
        return all.contains(row);
    }

    boolean isSomebodys(Map<String, @Nullable String> row) {
        return somebodys.contains(row);
    }

    /** Private parents of everybody's rows among them. */
    boolean isEverybodys(Map<String, @Nullable String> row) {
        return everybodys.contains(row) || held.contains(row);
    }

    /** Whether no table's rows are found by way of rows of the same table, those of trees of named rows aside. */
    boolean acyclic() {
        Map<TableName, Set<TableName>> needs = new TreeMap<>();
        deciding.forEach((child, references) -> references.forEach(
                r -> needs.computeIfAbsent(child, t -> new TreeSet<>()).add(r.parent())));
        world.references().stream()
                .filter(r -> is("p", r.parent()) || is("s", r.parent()) || sharesNulls(r.parent()))
                .filter(r -> !r.selfReferencing() || sharesNulls(r.parent()))
                .forEach(r ->
                        needs.computeIfAbsent(r.parent(), t -> new TreeSet<>()).add(r.child()));
        boolean grown = true;
        while (grown) {
            grown = needs.entrySet().removeIf(e -> e.getValue().stream().noneMatch(needs::containsKey));
        }
        return needs.isEmpty();
    }

    private boolean bearsKey(Table table) {
        return table.name().name().equals("orgs") || table.column("org").isPresent();
    }

    private static boolean is(String kind, TableName table) {
        return table.name().startsWith(kind);
    }

    private boolean sharesNulls(TableName table) {
        return world.yaml.contains("  " + table.name() + ": {nullTenant: shared}");
    }

    /** Gives the tables that have no place yet one below those that have. */
    private void place() {
        Set<TableName> before = Set.copyOf(steps.keySet());
        for (int next = 1; next < 20; next++) {
            for (Table table : unplaced()) {
                int limit = next;
                Optional<ForeignKey> best = candidates(table)
                        .filter(r -> r.when().isEmpty()
                                && r.columns().stream()
                                        .noneMatch(c -> table.requireColumn(c).nullable()))
                        .filter(r -> steps.getOrDefault(r.parent(), 99) == limit - 1)
                        .min(Comparator.comparing(ForeignKey::parent)
                                .thenComparing(r -> r.columns().get(0)));
                best.ifPresent(r -> {
                    steps.put(table.name(), limit);
                    deciding.put(table.name(), List.of(r));
                });
            }
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Table table : unplaced()) {
                if (candidates(table).anyMatch(r -> steps.containsKey(r.parent()))) {
                    steps.put(table.name(), 99);
                    grown = true;
                }
            }
        }
        world.schema.tables().stream()
                .filter(t -> steps.containsKey(t.name()) && !before.contains(t.name()))
                .forEach(t -> deciding.putIfAbsent(
                        t.name(),
                        candidates(t).filter(r -> steps.containsKey(r.parent())).toList()));
    }

    private List<Table> unplaced() {
        return world.schema.tables().stream()
                .filter(t -> is("t", t.name()) && !steps.containsKey(t.name()))
                .toList();
    }

    private Stream<ForeignKey> candidates(Table table) {
        return world.references().stream()
                .filter(r -> r.child().equals(table.name()) && !r.selfReferencing() && !is("s", r.parent()));
    }

    private Set<Map<String, @Nullable String>> own(String tenant) {
        Set<Map<String, @Nullable String>> found = identitySet();
        Deque<Map.Entry<TableName, Map<String, @Nullable String>>> open = new ArrayDeque<>();
        for (Table table : world.schema.tables()) {
            String column = table.name().name().equals("orgs") ? "id" : "org";
            rows.rows(table.name()).stream()
                    .filter(row -> bearsKey(table) && tenant.equals(row.get(column)))
                    .forEach(row -> open.add(Map.entry(table.name(), row)));
        }
        while (!open.isEmpty()) {
            Map.Entry<TableName, Map<String, @Nullable String>> next = open.pop();
            if (found.add(next.getValue())) {
                deciding.values().stream()
                        .flatMap(List::stream)
                        .filter(r -> r.parent().equals(next.getKey()))
                        .forEach(r -> rows.rows(r.child()).stream()
                                .filter(child -> MemoryRows.names(r, child, next.getValue()))
                                .forEach(child -> open.add(Map.entry(r.child(), child))));
                world.references().stream()
                        .filter(r -> r.child().equals(next.getKey()) && is("p", r.parent()))
                        .forEach(r -> rows.rows(r.parent()).stream()
                                .filter(parent -> MemoryRows.names(r, next.getValue(), parent))
                                .forEach(parent -> open.add(Map.entry(r.parent(), parent))));
            }
        }
        return found;
    }

    /** Rows without a tenant, where the model says that they are shared, and rows below them that are nobody else's. */
    private void findEverybodys() {
        world.schema.tables().stream()
                .filter(t -> sharesNulls(t.name()))
                .forEach(t -> rows.rows(t.name()).stream()
                        .filter(row -> row.get("org") == null)
                        .forEach(everybodys::add));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (ForeignKey way :
                    deciding.values().stream().flatMap(List::stream).toList()) {
                for (Map<String, @Nullable String> child : rows.rows(way.child())) {
                    grown |= rows.rows(way.parent()).stream()
                                    .anyMatch(parent ->
                                            everybodys.contains(parent) && MemoryRows.names(way, child, parent))
                            && !somebodys.contains(child)
                            && everybodys.add(child);
                }
            }
        }
    }

    private void findHeld() {
        boolean grown = true;
        while (grown) {
            grown = false;
            for (ForeignKey reference : world.references()) {
                for (Map<String, @Nullable String> child : rows.rows(reference.child())) {
                    grown |= is("p", reference.parent())
                            && isEverybodys(child)
                            && rows.rows(reference.parent()).stream()
                                    .filter(parent -> MemoryRows.names(reference, child, parent))
                                    .map(held::add)
                                    .reduce(false, Boolean::logicalOr);
                }
            }
        }
    }

    private void walkUp() {
        all.addAll(own);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (ForeignKey reference : world.references()) {
                boolean named = is("s", reference.parent()) || is("p", reference.parent());
                for (Map<String, @Nullable String> child : rows.rows(reference.child())) {
                    for (Map<String, @Nullable String> parent : rows.rows(reference.parent())) {
                        grown |= all.contains(child)
                                && (named || everybodys.contains(parent))
                                && MemoryRows.names(reference, child, parent)
                                && all.add(parent);
                    }
                }
            }
        }
    }

    private static Set<Map<String, @Nullable String>> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
