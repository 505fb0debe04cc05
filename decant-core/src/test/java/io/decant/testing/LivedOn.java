package io.decant.testing;

import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Ref;
import io.decant.testing.RandomTable.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * What became of an imported tenant's rows in the meantime: some were edited, some removed, some are new. Tables whose rows
 * no key tells from each other stay as they are.
 */
final class LivedOn {
    private final RowImage image;
    private final Random random;
    private final List<Row> own;
    private final List<Row> added = new ArrayList<>();

    /**
     * @param image of a database that the tenant's rows are in; it is changed
     * @param marks the tenant's own rows
     */
    LivedOn(RowImage image, Map<String, Set<String>> marks, Random random) {
        this.image = image;
        this.random = random;
        this.own = image.all().stream()
                .filter(row -> !row.table().keys().isEmpty())
                .filter(row -> marks.getOrDefault(row.table().name, Set.of()).contains(row.mark()))
                .toList();
    }

    void edit() {
        for (Row row : own) {
            if (random.nextInt(4) == 0) {
                row.values().put("note", "edited since");
            }
            if (random.nextInt(4) == 0) {
                row.values().put("amount", random.nextLong());
            }
            if (random.nextInt(4) == 0) {
                forgetAReference(row);
            }
        }
    }

    /** Sets a reference to NULL that decides nothing. */
    private void forgetAReference(Row row) {
        RandomTable table = row.table();
        for (Ref reference : table.references) {
            Set<String> others = new HashSet<>(table.tenantColumns);
            table.keys().forEach(others::addAll);
            table.references.stream().filter(r -> !r.equals(reference)).forEach(r -> others.addAll(r.columns()));
            boolean decides = table.via.filter(reference::equals).isPresent()
                    || reference.parent().role == Role.PRIVATE
                    || reference.columns().stream().anyMatch(others::contains);
            boolean nullable =
                    reference.columns().stream().allMatch(c -> table.column(c).nullable());
            if (nullable && !decides) {
                reference.columns().forEach(column -> row.values().put(column, null));
            }
        }
    }

    /** Removes rows that none names, and through which no private row is found. */
    void remove() {
        for (Row row : own) {
            if (random.nextInt(5) == 0 && canGo(row)) {
                image.of(row.table()).remove(row);
            }
        }
    }

    private boolean canGo(Row row) {
        if (row.table().role == Role.ROOT || row.table().role == Role.PRIVATE) {
            return false;
        }
        return image.links().stream()
                .noneMatch(link -> link.child().equals(row)
                        ? link.parent().table().role == Role.PRIVATE
                        : link.parent().equals(row));
    }

    /** Adds rows with keys of their own, that refer to what the tenant's rows refer to. */
    void add() {
        for (Row row : own) {
            if (random.nextInt(6) == 0 && canHaveATwin(row.table())) {
                Row twin = RowImage.copy(row);
                for (String column : List.of(RandomTable.MARK, "id", "uk", "no")) {
                    if (twin.values().containsKey(column)) {
                        twin.values().put(column, 1_000_000L + added.size());
                    }
                }
                twin.values().computeIfPresent("code", (column, code) -> "since " + added.size());
                image.of(row.table()).add(twin);
                added.add(twin);
            }
        }
    }

    private static boolean canHaveATwin(RandomTable table) {
        return table.role != Role.ROOT
                && table.role != Role.PRIVATE
                && table.keys().stream()
                        .allMatch(key ->
                                List.of("id", "uk", "no", "code").stream().anyMatch(key::contains));
    }

    /** The rows that came since. */
    List<Row> added() {
        return List.copyOf(added);
    }
}
