package io.decant.plan;

import io.decant.plan.RowFilter.HasParent;
import io.decant.plan.RowFilter.TenantIs;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Indexes whose lack makes an export slow, and what people should know before they trust a plan. */
final class Advice {
    /** A table this small is read whole anyway. */
    private static final long SMALL_ROWS = 1_000;

    private final ResolvedModel model;
    private final Placement placement;
    private final Filters filters;

    Advice(ResolvedModel model, Placement placement, Filters filters) {
        this.model = model;
        this.placement = placement;
        this.filters = filters;
    }

    List<MissingIndex> missingIndexes() {
        List<MissingIndex> missing = new ArrayList<>();
        for (Table table : model.tables().values()) {
            if (placement.leaves(table.name()) && (table.estimatedRows() < 0 || table.estimatedRows() > SMALL_ROWS)) {
                for (RowFilter way : Filters.alternatives(filters.own(table.name()))) {
                    List<String> asked = askedColumns(way);
                    if (!asked.isEmpty() && table.indexes().stream().noneMatch(index -> serves(index, asked))) {
                        missing.add(new MissingIndex(table.name(), asked));
                    }
                }
            }
        }
        return missing.stream().distinct().toList();
    }

    private static List<String> askedColumns(RowFilter way) {
        if (way instanceof TenantIs tenant) {
            return tenant.columns();
        }
        return way instanceof HasParent parent ? parent.reference().columns() : List.of();
    }

    private static boolean serves(List<String> index, List<String> asked) {
        Set<String> columns = Set.copyOf(asked);
        return !index.isEmpty() && columns.containsAll(index.subList(0, Math.min(index.size(), columns.size())));
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (TableName table : model.tables().keySet()) {
            if (!placement.leaves(table)) {
                continue;
            }
            if (placement.membership(table).filter(Membership.REACHED::equals).isPresent()
                    && placement.certainSteps(table).isEmpty()) {
                String columns = columns(placement.ways(table));
                notes.add(show(table) + ": rows whose " + columns + (columns.contains(" and ") ? " lead" : " leads")
                        + " to no tenant belong to nobody and stay; they are counted");
            }
            for (ForeignKey reference : model.references(table)) {
                if (!placement.leaves(reference.parent()) && model.leavesWhole(reference)) {
                    notes.add(show(table) + ": " + columns(List.of(reference)) + " names rows of "
                            + show(reference.parent()) + ", which is excluded: a target must have them already, or say"
                            + " onExport: null or drop");
                }
            }
        }
        model.strayReferences().stream()
                .filter(r -> placement.leaves(r.child()))
                .forEach(r -> notes.add(show(r.child()) + ": " + columns(List.of(r)) + " names rows of " + r.parent()
                        + ", which is not among the schemas read"));
        model.rules().forEach((name, rule) -> {
            List<String> match = match(name);
            Table table = model.table(name);
            boolean unique = match.isEmpty()
                    || table.primaryKey().equals(match)
                    || table.uniqueKeys().stream()
                            .anyMatch(k -> Set.copyOf(match).containsAll(k));
            if (!unique) {
                notes.add(show(name) + ": no key makes " + match + " unique, so a shared row may be found twice");
            }
        });
        return notes;
    }

    List<String> match(TableName table) {
        return model.rule(table)
                .map(TenantModel.TableRule::referenced)
                .map(r -> ModelResolver.present(model.table(table), r.match()))
                .orElse(List.of());
    }

    private String show(TableName table) {
        return model.names().display(table);
    }

    private static String columns(List<ForeignKey> references) {
        return String.join(
                " and ",
                references.stream()
                        .map(r -> String.join(", ", r.columns()))
                        .distinct()
                        .toList());
    }
}
