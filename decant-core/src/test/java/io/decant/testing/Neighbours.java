package io.decant.testing;

import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A target that others live in: the rows of a random source without those of one tenant. On request the others' numbers are
 * changed to those that the tenant's rows have, as they would be in a database that counts by itself.
 */
final class Neighbours {
    private final RandomDatabase source;
    private final Random random;
    private final Set<Row> tenants;
    private final RowImage image;

    Neighbours(RandomDatabase source, int tenant, Random random) {
        this.source = source;
        this.random = random;
        this.tenants = source.closure().of(source.keys().get(tenant));
        Set<Row> others = new LinkedHashSet<>();
        for (int i = 0; i < source.keys().size(); i++) {
            if (i != tenant) {
                others.addAll(source.closure().of(source.keys().get(i)));
            }
        }
        Map<RandomTable, List<Row>> staying = staying(others, false);
        if (!others.stream()
                .allMatch(row -> staying.getOrDefault(row.table(), List.of()).contains(row))) {
            staying.putAll(staying(others, true)); // nobody's rows name some of everybody's, and others name those
        }
        for (Row row : others) {
            if (!staying.get(row.table()).contains(row)) {
                throw new AssertionError("the search took a row of another tenant: " + row);
            }
        }
        this.image = new RowImage(staying);
    }

    private Map<RandomTable, List<Row>> staying(Set<Row> others, boolean allShared) {
        Map<RandomTable, List<Row>> staying = new LinkedHashMap<>();
        source.rows()
                .forEach((table, rows) -> staying.put(
                        table,
                        new ArrayList<>(rows.stream()
                                .filter(row -> stays(row, others)
                                        || (allShared && source.closure().isShared(row)))
                                .toList())));
        removeOrphans(staying);
        return staying;
    }

    /** Everybody's rows may be in the target before anyone there names them. */
    private boolean stays(Row row, Set<Row> others) {
        if (!tenants.contains(row)) {
            return true;
        }
        return source.closure().isShared(row) && (others.contains(row) || random.nextBoolean());
    }

    /** Rows that name one that is not there, again and again. */
    private void removeOrphans(Map<RandomTable, List<Row>> staying) {
        boolean changed = true;
        while (changed) {
            changed = false;
            Set<Row> there = new LinkedHashSet<>();
            staying.values().forEach(there::addAll);
            for (List<Row> rows : staying.values()) {
                changed |= rows.removeIf(row -> row.table().references.stream()
                        .map(reference -> source.closure().parent(row, reference))
                        .anyMatch(parent -> parent != null && !there.contains(parent)));
            }
        }
    }

    /** What is in the target. */
    RowImage image() {
        return image;
    }

    /** The tenant's rows in the source, everybody's that it names among them. */
    Set<Row> tenantsRows() {
        return tenants;
    }

    /** Gives the others the numbers that the tenant's rows have, where a number is all that a key is. */
    void takeTheSameNumbers() {
        List<RowImage.Link> links = image.links();
        for (RandomTable table : image.tables()) {
            // Where everybody's rows lie beside, other numbers would make them others' rows.
            if (!isCounted(table)
                    || source.rows().getOrDefault(table, List.of()).stream().anyMatch(source.closure()::isShared)) {
                continue;
            }
            String id = table.primaryKey.get(0);
            Set<Object> numbers = new LinkedHashSet<>();
            tenants.stream()
                    .filter(row -> row.table() == table)
                    .forEach(row -> numbers.add(row.values().get(id)));
            image.of(table).forEach(row -> numbers.add(row.values().get(id)));
            List<Object> free = new ArrayList<>(numbers);
            for (int i = 0; i < image.of(table).size(); i++) {
                image.of(table).get(i).values().put(id, free.get(i));
            }
        }
        RowImage.follow(links);
    }

    /** Whether a table's key is a number that says nothing: no reference, no part of the tenant's key. */
    static boolean isCounted(RandomTable table) {
        if (table.primaryKey.size() != 1
                || table.column(table.primaryKey.get(0)).text()) {
            return false;
        }
        String key = table.primaryKey.get(0);
        return !table.tenantColumns.contains(key)
                && table.references.stream()
                        .noneMatch(reference -> reference.columns().contains(key));
    }

    /** The tenant's rows under another key: in its own columns, and in every reference that carries it on. */
    static List<Row> renamed(Collection<Row> rows, List<Object> newKey) {
        Map<RandomTable, List<Row>> byTable = new LinkedHashMap<>();
        rows.forEach(row ->
                byTable.computeIfAbsent(row.table(), none -> new ArrayList<>()).add(row));
        RowImage copies = new RowImage(byTable);
        List<RowImage.Link> links = copies.links();
        for (Row row : copies.all()) {
            boolean holds = row.table().role == Role.ROOT || row.table().role == Role.OWNED;
            if (holds && !row.of(row.table().tenantColumns).contains(null)) { // everybody's stay everybody's
                for (int i = 0; i < newKey.size(); i++) {
                    row.values().put(row.table().tenantColumns.get(i), newKey.get(i));
                }
            }
        }
        RowImage.follow(links);
        return copies.all();
    }

    /** Which keys of which tables some row of these shares with another of those: {@code t3 [id]}. */
    static Set<String> collisions(Collection<Row> these, RowImage those) {
        Set<String> collisions = new TreeSet<>();
        for (Row one : these) {
            for (List<String> key : one.table().keys()) {
                List<Object> values = one.of(key);
                boolean taken = !values.contains(null)
                        && those.of(one.table()).stream()
                                .anyMatch(other -> other.of(key).equals(values));
                if (taken) {
                    collisions.add(one.table().name + " " + key);
                }
            }
        }
        return collisions;
    }
}
