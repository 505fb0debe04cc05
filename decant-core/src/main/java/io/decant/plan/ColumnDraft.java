package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Types of columns by samples. Columns that name each other hold the same values, so they are judged together and get the
 * same type: an empty child table must not end up with another type than its parent.
 */
final class ColumnDraft {
    private final Schema schema;
    private final DraftHints hints;
    /** Each column to another of its kin, the first of all to itself. */
    private final Map<Place, Place> kin = new LinkedHashMap<>();

    private record Place(TableName table, String column) {}

    ColumnDraft(Schema schema, DraftHints hints, TenantGuess tenant) {
        this.schema = schema;
        this.hints = hints;
        for (Table table : schema.tables()) {
            table.columns().forEach(c -> kin.put(new Place(table.name(), c.name()), new Place(table.name(), c.name())));
        }
        schema.tables().forEach(t -> t.foreignKeys().forEach(this::join));
        tenant.root().ifPresent(root -> joinTenantColumns(root, tenant));
    }

    private void join(ForeignKey reference) {
        for (int i = 0; i < reference.columns().size(); i++) {
            join(
                    new Place(reference.child(), reference.columns().get(i)),
                    new Place(reference.parent(), reference.parentColumns().get(i)));
        }
    }

    private void joinTenantColumns(Table root, TenantGuess tenant) {
        for (List<String> names : tenant.tenantColumns()) {
            for (Table table : schema.tables()) {
                List<String> present = ModelResolver.present(
                        table,
                        names.stream().map(n -> new TenantModel.Name(n, 1)).toList());
                for (int i = 0;
                        present != null
                                && i < Math.min(present.size(), tenant.key().size());
                        i++) {
                    join(
                            new Place(table.name(), present.get(i)),
                            new Place(root.name(), tenant.key().get(i)));
                }
            }
        }
    }

    private void join(Place a, Place b) {
        if (kin.containsKey(a) && kin.containsKey(b)) {
            kin.put(first(a), first(b));
        }
    }

    private Place first(Place place) {
        Place at = place;
        for (Place next = kin.get(at); next != null && !next.equals(at); next = kin.get(at)) {
            at = next;
        }
        return at;
    }

    /** Lines of the section "columns": rules, and proposals as comments. */
    List<String> lines(SchemaNames names) {
        Map<Place, List<String>> samples = new LinkedHashMap<>();
        kin.keySet()
                .forEach(p -> samples.computeIfAbsent(first(p), f -> new ArrayList<>())
                        .addAll(hints.samples(p.table(), p.column())));
        Map<String, String> lines = new TreeMap<>();
        for (Place place : kin.keySet()) {
            Place first = first(place);
            Column column = column(place);
            boolean alike = column.type().kind() == column(first).type().kind();
            Optional<TypeGuess.Guess> guess =
                    alike ? TypeGuess.of(column, samples.getOrDefault(first, List.of())) : Optional.empty();
            guess.ifPresent(g -> lines.put(
                    place.table() + "." + place.column(),
                    "  " + (g.sure() ? "" : "# ") + Yaml.scalar(names.display(place.table()) + "." + place.column())
                            + ": " + g.rule() + (g.note().isEmpty() ? "" : "   # " + g.note())));
        }
        return List.copyOf(lines.values());
    }

    private Column column(Place place) {
        return Objects.requireNonNull(schema.requireTable(place.table())).requireColumn(place.column());
    }
}
