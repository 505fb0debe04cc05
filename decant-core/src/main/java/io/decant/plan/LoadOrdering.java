package io.decant.plan;

import io.decant.plan.LoadOrder.Broken;
import io.decant.plan.LoadOrder.Means;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes references one after the other, those that are hardest to break first, and keeps each that closes no cycle with
 * those kept before. What is broken is therefore always the easiest link of some cycle.
 */
final class LoadOrdering {
    private static final Comparator<ForeignKey> BY_NAME = Comparator.comparing(ForeignKey::child)
            .thenComparing(ForeignKey::parent)
            .thenComparing(ForeignKey::name)
            .thenComparing(r -> String.join(",", r.columns()));

    private final Map<TableName, Table> tables = new TreeMap<>();
    /** Parents of each table by the references kept so far. */
    private final Map<TableName, Set<TableName>> parents = new TreeMap<>();

    private final List<Broken> broken = new ArrayList<>();

    private LoadOrdering(Collection<Table> tables) {
        tables.forEach(t -> this.tables.put(t.name(), t));
        tables.forEach(t -> parents.put(t.name(), new TreeSet<>()));
    }

    static LoadOrder order(Collection<Table> tables, Collection<ForeignKey> references) {
        LoadOrdering ordering = new LoadOrdering(tables);
        references.stream()
                .distinct()
                .filter(r -> ordering.tables.containsKey(r.child()) && ordering.tables.containsKey(r.parent()))
                .sorted(Comparator.comparingInt(ordering::easeOfBreaking).thenComparing(BY_NAME))
                .forEach(ordering::keepOrBreak);
        ordering.broken.sort(Comparator.comparing(Broken::reference, BY_NAME));
        return new LoadOrder(ordering.parentsFirst(), ordering.broken);
    }

    private int easeOfBreaking(ForeignKey reference) {
        return switch (means(reference)) {
            case NONE -> 0;
            case SECOND_PASS -> 1;
            case DEFER -> 2;
            case UNCHECKED, SELF -> 3;
        };
    }

    private void keepOrBreak(ForeignKey reference) {
        if (reference.selfReferencing() || leads(reference.parent(), reference.child())) {
            broken.add(new Broken(reference, means(reference), nullable(reference)));
        } else {
            parentsOf(reference.child()).add(reference.parent());
        }
    }

    private Means means(ForeignKey reference) {
        if (reference.selfReferencing()) {
            return Means.SELF;
        }
        if (reference.enforcement() == Enforcement.NONE) {
            return Means.UNCHECKED;
        }
        if (reference.enforcement() == Enforcement.DEFERRABLE || reference.enforcement() == Enforcement.ON_REQUEST) {
            return Means.DEFER;
        }
        return nullable(reference).isEmpty() ? Means.NONE : Means.SECOND_PASS;
    }

    /** A reference with one NULL among its columns names nobody, so one nullable column is enough for a second pass. */
    private List<String> nullable(ForeignKey reference) {
        Table child = Objects.requireNonNull(tables.get(reference.child()));
        return reference.columns().stream()
                .filter(c -> child.column(c).filter(Column::nullable).isPresent())
                .filter(c -> !child.primaryKey().contains(c))
                .filter(c -> child.column(c).filter(Column::computed).isEmpty())
                .toList();
    }

    private Set<TableName> parentsOf(TableName child) {
        return parents.computeIfAbsent(child, t -> new TreeSet<>());
    }

    /** Whether the references kept so far lead from a child up to an ancestor. */
    private boolean leads(TableName child, TableName ancestor) {
        Set<TableName> seen = new HashSet<>();
        Deque<TableName> open = new ArrayDeque<>(List.of(child));
        while (!open.isEmpty()) {
            TableName next = open.pop();
            if (next.equals(ancestor)) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(parentsOf(next));
            }
        }
        return false;
    }

    private List<TableName> parentsFirst() {
        Set<TableName> ordered = new LinkedHashSet<>();
        while (ordered.size() < parents.size()) {
            TableName next = parents.keySet().stream()
                    .filter(t -> !ordered.contains(t) && ordered.containsAll(parentsOf(t)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("kept references form a cycle"));
            ordered.add(next);
        }
        return List.copyOf(ordered);
    }
}
