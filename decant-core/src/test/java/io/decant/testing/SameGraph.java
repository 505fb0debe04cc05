package io.decant.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.testing.RandomRows.Row;
import io.decant.testing.RandomTable.Ref;
import io.decant.testing.RandomTable.Role;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a tenant's rows are the same but for their keys: row by row, all that is no counted key and no reference is equal,
 * and each reference names the row that is the other's twin. Twins are found by their marks; everybody's rows by their keys.
 */
final class SameGraph {
    private final Map<String, Row> twins = new LinkedHashMap<>();
    private final RowClosure before;
    private final RowClosure after;

    private SameGraph(RowImage before, RowImage after) {
        this.before = before.closure();
        this.after = after.closure();
    }

    /**
     * @param rows the tenant's rows as they should be but for their keys, everybody's among them
     * @param found the tenant's rows as a search finds them in the target
     * @param after all rows of the target
     */
    static void check(Collection<Row> rows, Collection<Row> found, RowImage after) {
        Map<RandomTable, Set<Row>> byTable = new LinkedHashMap<>();
        rows.forEach(row ->
                byTable.computeIfAbsent(row.table(), none -> new HashSet<>()).add(row));
        SameGraph graph = new SameGraph(new RowImage(byTable), after);
        found.forEach(row -> graph.twins.put(name(row), row));
        assertThat(graph.twins.keySet())
                .as("which rows are the tenant's")
                .isEqualTo(rows.stream().map(SameGraph::name).collect(Collectors.toSet()));
        rows.stream().filter(row -> row.table().role != Role.SHARED).forEach(graph::check);
    }

    private static String name(Row row) {
        return row.table().name
                + (row.table().role == Role.SHARED ? " key " + row.of(row.table().primaryKey) : " mark " + row.mark());
    }

    private void check(Row row) {
        Row twin = Objects.requireNonNull(twins.get(name(row)));
        RandomTable table = row.table();
        Set<String> mayChange = new HashSet<>();
        if (Neighbours.isCounted(table)) {
            mayChange.addAll(table.primaryKey);
        }
        for (Ref reference : table.references) {
            mayChange.addAll(reference.columns());
            Row parent = before.parent(row, reference);
            Row parentOfTwin = after.parent(twin, reference);
            assertThat(parentOfTwin == null ? "none" : name(parentOfTwin))
                    .as("%s, reference %s", name(row), reference.name())
                    .isEqualTo(parent == null ? "none" : name(parent));
        }
        mayChange.removeAll(table.tenantColumns); // which were renamed before
        row.values().forEach((column, value) -> {
            if (value == null || !mayChange.contains(column)) {
                assertThat(twin.values().get(column))
                        .as("%s, column %s", name(row), column)
                        .isEqualTo(value);
            }
        });
    }
}
