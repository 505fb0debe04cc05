package io.decant.testing;

import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Ref;
import io.decant.testing.RandomTable.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What a tenant's rows gave to each other in the meantime: rows name other parents of their tenant's, unique values go from
 * one row to another or come free and are taken, natural keys change, and references follow them. The database is as
 * consistent after it as before.
 */
final class PassedAround {
    private static final List<String> VALUES = List.of("uk", "no", "code");

    private final RowImage image;
    private final List<Object> key;
    private final Collection<Row> archived;
    private final Random random;
    private long next = 2_000_000;

    /**
     * @param image is changed
     * @param key the tenant's
     * @param archived rows whose values may have come free
     */
    PassedAround(RowImage image, List<Object> key, Collection<Row> archived, Random random) {
        this.image = image;
        this.key = key;
        this.archived = archived;
        this.random = random;
    }

    void pass() {
        if (own().isEmpty()) {
            return;
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            pointElsewhere();
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            giveAnotherValue();
        }
        while (random.nextBoolean() && removeAPrivateRow()) {
            // one after the other: trees go from their ends
        }
    }

    private List<Row> own() {
        return image.ownRows(key).stream()
                .filter(row -> !row.table().keys().isEmpty())
                .toList();
    }

    private void pointElsewhere() {
        List<Row> own = own();
        Row row = own.get(random.nextInt(own.size()));
        if (row.table().references.isEmpty()) {
            return;
        }
        Ref reference =
                row.table().references.get(random.nextInt(row.table().references.size()));
        if (row.table().role == Role.PRIVATE && reference.parent() == row.table()) {
            return; // H2 climbs no higher trees
        }
        List<Row> parents = parents(row, reference);
        if (parents.isEmpty()) {
            return;
        }
        Row parent = parents.get(random.nextInt(parents.size()));
        Map<String, Object> values = new LinkedHashMap<>();
        if (reference.typed()) {
            values.put(RandomTable.TYPE, reference.type());
        }
        for (int i = 0; i < reference.columns().size(); i++) {
            values.put(
                    reference.columns().get(i),
                    parent.values().get(reference.parentColumns().get(i)));
        }
        change(Map.of(row, values));
    }

    private List<Row> parents(Row row, Ref reference) {
        boolean leads = row.table().via.filter(reference::equals).isPresent();
        Set<Row> own = image.ownRows(key);
        RowClosure closure = image.closure();
        return image.of(reference.parent()).stream()
                .filter(parent -> own.contains(parent) || (!leads && closure.isShared(parent)))
                .filter(parent -> !parent.of(reference.parentColumns()).contains(null))
                .toList();
    }

    /** A value that tells a row from others becomes one that came free, or a new one, or two rows exchange theirs. */
    private void giveAnotherValue() {
        List<Row> own = own();
        Row row = own.get(random.nextInt(own.size()));
        List<String> columns = VALUES.stream()
                .filter(column -> row.table().keys().stream().anyMatch(k -> k.contains(column)))
                .toList();
        if (columns.isEmpty()) {
            return;
        }
        String column = columns.get(random.nextInt(columns.size()));
        List<Row> others = own.stream()
                .filter(other -> other.table() == row.table() && !other.equals(row))
                .toList();
        switch (random.nextInt(3)) {
            case 0 -> change(Map.of(row, Map.of(column, column.equals("code") ? "new " + next++ : (Object) next++)));
            case 1 -> {
                List<Row> free = archived.stream()
                        .filter(gone -> gone.table() == row.table())
                        .toList(); // some of them are
                if (!free.isEmpty()) {
                    Row gone = free.get(random.nextInt(free.size()));
                    change(Map.of(row, Map.of(column, gone.values().get(column))));
                }
            }
            default -> {
                if (!others.isEmpty()) {
                    Row other = others.get(random.nextInt(others.size()));
                    change(Map.of(
                            row, Map.of(column, other.values().get(column)),
                            other, Map.of(column, row.values().get(column))));
                }
            }
        }
    }

    /** Changes rows and those that name them, or nothing if two rows would then have the same key. */
    private void change(Map<Row, Map<String, Object>> changes) {
        List<RowImage.Link> links = new ArrayList<>(image.links());
        List<Row> rows = image.all();
        List<Map<String, Object>> back = new ArrayList<>();
        rows.forEach(row -> back.add(new HashMap<>(row.values())));
        changes.forEach((row, values) -> links.removeIf(link ->
                link.child().equals(row) && link.reference().columns().stream().anyMatch(values::containsKey)));
        // The rows' hashes change with their values.
        List.copyOf(changes.entrySet())
                .forEach(change -> change.getKey().values().putAll(change.getValue()));
        RowImage.follow(links);
        if (!keysAreUnique()) {
            for (int i = 0; i < rows.size(); i++) {
                rows.get(i).values().putAll(back.get(i));
            }
        }
    }

    private boolean keysAreUnique() {
        for (RandomTable table : image.tables()) {
            for (List<String> each : table.keys()) {
                Set<List<Object>> seen = new HashSet<>();
                for (Row row : image.of(table)) {
                    if (!row.of(each).contains(null) && !seen.add(row.of(each))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** A private row that nobody names any more is not the tenant's; an application would remove it. */
    private boolean removeAPrivateRow() {
        Set<Row> named = new HashSet<>();
        image.links().forEach(link -> named.add(link.parent()));
        Set<String> privates = new HashSet<>();
        archived.stream()
                .filter(row -> row.table().role == Role.PRIVATE)
                .forEach(row -> privates.add(row.table() + " " + row.mark()));
        for (RandomTable table : image.tables()) {
            for (Row row : image.of(table)) {
                if (privates.contains(row.table() + " " + row.mark()) && !named.contains(row)) {
                    return image.of(table).remove(row);
                }
            }
        }
        return false;
    }
}
