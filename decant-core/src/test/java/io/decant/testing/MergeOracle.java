package io.decant.testing;

import io.decant.ImportOptions.OnConflict;
import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a merge has to come to, by a search over rows in memory: the rows after it, or why there can be none. Rows are the same
 * if their primary keys are, or their first unique ones.
 */
final class MergeOracle {
    private final OnConflict onConflict;
    private final boolean deleteExtra;
    private final TestProduct product;
    private final RowImage before;
    private final RowImage after = new RowImage(Map.of());
    private final Set<Row> own;
    private final List<Row> coming = new ArrayList<>();
    private final Set<String> against = new TreeSet<>();
    private final Set<String> passedAround = new TreeSet<>();
    /** Rows that cannot go before those that name them have changed. */
    private final Set<Row> namedBeforeIt = new HashSet<>();

    /** @param before what is in the target; is not changed */
    MergeOracle(SharedTarget shared, RowImage before, OnConflict onConflict, boolean deleteExtra) {
        this.onConflict = onConflict;
        this.deleteExtra = deleteExtra;
        this.product = shared.to;
        this.before = before;
        this.own = before.ownRows(shared.key());
        Map<RandomTable, List<Row>> archived = shared.ownRows().stream().collect(Collectors.groupingBy(Row::table));
        before.links().stream()
                .filter(link -> isArchived(link.child(), archived) || !own.contains(link.child()))
                .forEach(link -> namedBeforeIt.add(link.parent()));
        addWhatNamesItself();
        for (RandomTable table : shared.source.schema()) {
            after.of(table).addAll(before.of(table));
            merge(table, archived.getOrDefault(table, List.of()));
        }
        lookForTwoOfAKey();
        lookForLostParents(shared);
        lookForRowsOfNobody(shared);
    }

    /** Of rows that name each other in a circle none can go first. */
    private void addWhatNamesItself() {
        Map<Row, List<Row>> namers = new HashMap<>();
        before.links().stream()
                .filter(link -> !link.child().equals(link.parent()))
                .forEach(link -> namers.computeIfAbsent(link.parent(), p -> new ArrayList<>())
                        .add(link.child()));
        for (Row row : own) {
            if (leadsIntoACircle(row, namers, new HashSet<>(), new HashSet<>())) {
                namedBeforeIt.add(row);
            }
        }
    }

    private static boolean leadsIntoACircle(Row row, Map<Row, List<Row>> namers, Set<Row> path, Set<Row> done) {
        if (path.contains(row)) {
            return true;
        }
        if (!done.add(row)) {
            return false;
        }
        path.add(row);
        boolean found = namers.getOrDefault(row, List.of()).stream()
                .anyMatch(namer -> leadsIntoACircle(namer, namers, path, done));
        path.remove(row);
        return found;
    }

    /** Why no import can be right; empty if one can. */
    Set<String> against() {
        return against;
    }

    /**
     * Unique values that rows of the tenant's have handed to each other since, or by which a product that checks at once lets
     * them be named: an import may refuse to sort them out, where their holders are in the archive, or are named by rows that
     * are.
     */
    Set<String> passedAround() {
        return passedAround;
    }

    /** The rows after an import that is not refused. */
    RowImage after() {
        return after;
    }

    private void merge(RandomTable table, List<Row> archived) {
        List<Row> there = before.of(table).stream().filter(own::contains).toList();
        List<String> identity = identity(table);
        if (identity.isEmpty()) {
            mergeAsAWhole(table, archived, there);
            return;
        }
        Map<List<Object>, Row> known = new HashMap<>();
        there.forEach(row -> known.put(row.of(identity), row));
        Set<List<Object>> archivedKeys =
                archived.stream().map(row -> row.of(identity)).collect(Collectors.toSet());
        for (Row row : archived) {
            Optional<Row> same = Optional.ofNullable(known.get(row.of(identity)));
            if (same.isPresent() && onConflict == OnConflict.SKIP) {
                continue;
            }
            same.ifPresent(after.of(table)::remove);
            comes(row, same, archivedKeys);
        }
        if (deleteExtra) {
            there.stream()
                    .filter(row -> !archivedKeys.contains(row.of(identity)))
                    .forEach(after.of(table)::remove);
        }
    }

    private static boolean isArchived(Row row, Map<RandomTable, List<Row>> archived) {
        List<String> identity = identity(row.table());
        return !identity.isEmpty()
                && archived.getOrDefault(row.table(), List.of()).stream()
                        .anyMatch(other -> other.of(identity).equals(row.of(identity)));
    }

    private void mergeAsAWhole(RandomTable table, List<Row> archived, List<Row> there) {
        if (there.isEmpty()) {
            after.add(archived);
        } else if (!texts(there).equals(texts(archived))) {
            if (deleteExtra) {
                after.of(table).removeAll(there);
                after.add(archived);
            } else {
                against.add(table + " has no key, and other rows");
            }
        }
    }

    private static List<String> texts(Collection<Row> rows) {
        return rows.stream().map(RowImage::text).sorted().toList();
    }

    private void comes(Row row, Optional<Row> same, Set<List<Object>> archivedKeys) {
        after.add(List.of(row));
        coming.add(row);
        same.ifPresent(there -> before.links().stream()
                .filter(link -> link.parent().equals(there) && !link.reference().typed())
                .filter(link -> !RandomDdl.waits(product, link.reference()))
                .map(link -> link.reference().parentColumns())
                .filter(columns -> !there.of(columns).equals(row.of(columns)))
                .forEach(columns -> passedAround.add(row.table() + " " + columns + " by which it is named")));
        for (List<String> key : row.table().keys()) {
            for (Row holder : before.of(row.table())) {
                if (holder.of(key).equals(row.of(key))
                        && !same.filter(holder::equals).isPresent()) {
                    String what = row.table() + " " + key;
                    if (!own.contains(holder)) {
                        against.add(what + " is somebody else's");
                    } else if (archivedKeys.contains(holder.of(identity(row.table())))
                            || namedBeforeIt.contains(holder)) {
                        passedAround.add(what);
                    }
                }
            }
        }
    }

    static List<String> identity(RandomTable table) {
        return table.keys().isEmpty() ? List.of() : table.keys().get(0);
    }

    private void lookForTwoOfAKey() {
        for (RandomTable table : after.tables()) {
            for (List<String> key : table.keys()) {
                Set<List<Object>> seen = new HashSet<>();
                for (Row row : after.of(table)) {
                    if (!row.of(key).contains(null) && !seen.add(row.of(key))) {
                        against.add(table + " " + key + " twice");
                    }
                }
            }
        }
    }

    private void lookForLostParents(SharedTarget shared) {
        RowClosure closure = after.closure();
        Set<Row> tenants = closure.of(shared.key());
        for (Row row : after.all()) {
            for (Ref reference : row.table().references) {
                boolean names = reference.typed()
                        ? tenants.contains(row)
                                && reference.type().equals(row.values().get(RandomTable.TYPE))
                                && row.values().get(RandomTable.TYPED) != null
                        : row.of(reference.columns()).stream().allMatch(Objects::nonNull);
                if (names && closure.parent(row, reference) == null) {
                    against.add(row.table() + " " + reference.name() + " leads nowhere");
                }
            }
        }
    }

    private void lookForRowsOfNobody(SharedTarget shared) {
        Set<String> owned = after.ownRows(shared.key()).stream()
                .map(row -> row.table() + " " + RowImage.text(row))
                .collect(Collectors.toSet());
        for (Row row : coming) {
            if (!owned.contains(row.table() + " " + RowImage.text(row))) {
                against.add("a row of " + row.table() + " would be nobody's");
            }
        }
    }
}
