package io.decant.testing;

import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Ref;
import io.decant.testing.RandomTable.Role;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A tenant's rows, found row by row: a search in the graph of rows that knows neither SQL nor filters. Begins at the rows
 * that hold the tenant's key; goes from a tenant's parent to the children that are reached through it, and from any row to the shared
 * or private rows that it names, and to rows that are everybody's.
 */
final class RowClosure {
    /** A reference and the values of its columns. */
    private record Name(Ref reference, List<Object> values) {}

    private final Map<Name, Row> parents = new HashMap<>();
    private final Map<Row, Set<Row>> reachedThrough = new HashMap<>();
    private final Collection<Row> rows;

    RowClosure(Collection<List<Row>> rowsByTable) {
        this.rows = rowsByTable.stream().flatMap(List::stream).toList();
        Set<Ref> references = new LinkedHashSet<>();
        rows.forEach(row -> references.addAll(row.table().references));
        for (Ref reference : references) {
            for (Row row : rows) {
                if (row.table() == reference.parent()) {
                    parents.put(new Name(reference, row.of(reference.parentColumns())), row);
                }
            }
        }
        for (Row row : rows) {
            row.table()
                    .via
                    .map(via -> parent(row, via))
                    .ifPresent(parent -> reachedThrough
                            .computeIfAbsent(parent, none -> new LinkedHashSet<>())
                            .add(row));
        }
    }

    /** The rows that leave with the tenant: its own, and those that are everybody's and named by rows that leave. */
    Set<Row> of(List<Object> tenantKey) {
        return search(tenantKey, parent -> !parent.table().role.tenants() || isEverybodys(parent));
    }

    /** The rows that are the tenant's, and nobody else's: those with its key, those below, and private ones that these name. */
    Set<Row> own(List<Object> tenantKey) {
        return search(tenantKey, parent -> parent.table().role == Role.PRIVATE);
    }

    private Set<Row> search(List<Object> tenantKey, Predicate<Row> up) {
        Set<Row> found = new LinkedHashSet<>();
        Deque<Row> next = new ArrayDeque<>();
        rows.stream()
                .filter(row -> row.table().role == Role.ROOT || row.table().role == Role.OWNED)
                .filter(row -> row.of(row.table().tenantColumns).equals(tenantKey))
                .forEach(next::add);
        while (!next.isEmpty()) {
            Row row = next.poll();
            if (found.add(row)) {
                if (!isEverybodys(row)) {
                    next.addAll(reachedThrough.getOrDefault(row, Set.of()));
                }
                parents(row).filter(up).forEach(next::add);
            }
        }
        return found;
    }

    /** Private rows that everybody's rows name, and those that these name in turn. */
    Set<Row> heldByEverybodys() {
        Set<Row> found = new LinkedHashSet<>();
        Deque<Row> next =
                new ArrayDeque<>(rows.stream().filter(this::isEverybodys).toList());
        while (!next.isEmpty()) {
            parents(next.poll())
                    .filter(parent -> parent.table().role == Role.PRIVATE)
                    .filter(found::add)
                    .forEach(next::add);
        }
        return found;
    }

    /** The rows that a row names. */
    private Stream<Row> parents(Row row) {
        return row.table().references.stream()
                .map(reference -> parent(row, reference))
                .filter(Objects::nonNull);
    }

    /** Whether a row is no single tenant's: a shared table's, one without a tenant, or one below such a row. */
    boolean isShared(Row row) {
        return row.table().role == Role.SHARED || isEverybodys(row);
    }

    /** Whether a row of a tenants' table is everybody's: it has no tenant where that means so, or is below one that has none. */
    boolean isEverybodys(Row row) {
        RandomTable table = row.table();
        return table.role == Role.REACHED
                ? table.via
                        .map(via -> parent(row, via))
                        .filter(this::isEverybodys)
                        .isPresent()
                : table.sharesNulls && row.of(table.tenantColumns).contains(null);
    }

    /** The row that a reference names; null if one of its columns is, or if it is not of the reference's type. */
    Row parent(Row row, Ref reference) {
        if (reference.typed() && !reference.type().equals(row.values().get(RandomTable.TYPE))) {
            return null;
        }
        return parents.get(new Name(reference, row.of(reference.columns())));
    }
}
