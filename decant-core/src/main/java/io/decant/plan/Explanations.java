package io.decant.plan;

import io.decant.plan.TenantModel.Exclusion;
import io.decant.plan.TenantModel.TableRule;
import io.decant.schema.ForeignKey;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a table belongs, in words: the steps for manifests, and one line for people. */
final class Explanations {
    private final ResolvedModel model;
    private final Placement placement;
    private final Filters filters;

    Explanations(ResolvedModel model, Placement placement, Filters filters) {
        this.model = model;
        this.placement = placement;
        this.filters = filters;
    }

    List<String> path(TableName table) {
        if (!placement.leaves(table)) {
            return List.of();
        }
        List<String> deciding = model.decidingColumns(table);
        if (!deciding.isEmpty()) {
            return deciding;
        }
        List<ForeignKey> ways = placement.ways(table);
        if (ways.size() == 1) {
            return steps(ways.get(0), new HashSet<>(Set.of(table)));
        }
        if (!ways.isEmpty()) {
            return ways.stream()
                    .map(r -> String.join(", ", steps(r, new HashSet<>(Set.of(table)))))
                    .toList();
        }
        return namers(table);
    }

    private List<String> steps(ForeignKey way, Set<TableName> asked) {
        List<String> steps = new ArrayList<>();
        Optional<ForeignKey> next = Optional.of(way);
        TableName at = way.parent();
        while (next.isPresent()) {
            at = next.get().parent();
            steps.add(step(next.get()));
            asked.add(at);
            // Where several ways go on, the first stands for all: a manifest's path is for people.
            next = placement.ways(at).stream()
                    .filter(r -> !asked.contains(r.parent()))
                    .findFirst();
        }
        steps.addAll(model.decidingColumns(at));
        return steps;
    }

    private List<String> namers(TableName parent) {
        return filters.children(parent)
                .filter(r -> !placement.ways(r.child()).contains(r))
                .map(r -> "named by " + show(r.child()) + "." + String.join(", ", r.columns()))
                .sorted()
                .distinct()
                .toList();
    }

    String line(TableName table) {
        Membership membership = placement.membership(table).orElse(Membership.EXCLUDED);
        return switch (membership) {
            case ROOT -> "root, one row per tenant, named by " + String.join(", ", model.decidingColumns(table));
            case OWNED ->
                "owned: " + String.join(", ", model.decidingColumns(table)) + " holds the tenant's key" + ofNulls(table)
                        + others(table);
            case REACHED ->
                "reached by " + (placement.ways(table).size() > 1 ? "any of " : "") + ways(table)
                        + belowEverybodys(table) + others(table);
            case REFERENCED ->
                "referenced, " + (placement.isPrivateParent(table) ? "each row one tenant's" : "shared") + ": "
                        + String.join("; ", namers(table));
            case EXCLUDED ->
                "excluded: "
                        + model.rule(table)
                                .map(TableRule::exclusion)
                                .map(Exclusion::reason)
                                .orElse(whyWithoutRule(table));
        };
    }

    private String whyWithoutRule(TableName table) {
        return Bookkeeping.isOurs(model.table(table))
                ? "Decant's own, in which a service keeps its jobs"
                : "it has no place in the model, which says unclassified: exclude";
    }

    private String ofNulls(TableName table) {
        boolean mayBeNull = model.decidingColumns(table).stream().anyMatch(c -> model.nullable(table, c));
        return !mayBeNull
                ? ""
                : switch (model.nullTenant(table)) {
                    case SHARED -> ", rows without one are everybody's and leave when named";
                    case EXCLUDE -> ", rows without one stay";
                    case FAIL -> ", no row may be without one";
                };
    }

    private String belowEverybodys(TableName table) {
        return filters.everybodys(table).isNone() ? "" : ", rows below everybody's leave when named";
    }

    private String ways(TableName table) {
        return String.join(
                "; ",
                placement.ways(table).stream()
                        .map(r -> String.join(", ", steps(r, new HashSet<>(Set.of(table)))))
                        .toList());
    }

    private String others(TableName table) {
        List<String> others = new ArrayList<>();
        for (ForeignKey reference : model.references(table)) {
            if (placement.isTenants(reference.parent())
                    && !placement.ways(table).contains(reference)
                    && !saysTheSame(table, reference)) {
                others.add(step(reference) + " (" + whyNot(table, reference) + ")");
            }
        }
        return others.isEmpty() ? "" : "; not by " + String.join(", ", others);
    }

    /** The tenant columns' own reference to the root is the column itself, and no second opinion. */
    private boolean saysTheSame(TableName table, ForeignKey reference) {
        return model.isRoot(reference.parent())
                && reference.columns().equals(model.decidingColumns(table))
                && reference.parentColumns().equals(model.decidingColumns(reference.parent()));
    }

    private String whyNot(TableName table, ForeignKey reference) {
        if (reference.selfReferencing()) {
            return "its own rows";
        }
        if (!model.decidingColumns(table).isEmpty()) {
            return "the column decides";
        }
        if (!placement.via(table).isEmpty()) {
            return "via says otherwise";
        }
        if (!reference.when().isEmpty()) {
            return "only under a condition";
        }
        if (reference.columns().stream().anyMatch(c -> model.nullable(table, c))) {
            return "may be NULL";
        }
        return placement.certainSteps(reference.parent()).isEmpty() ? "may lead nowhere" : "not nearer";
    }

    private String step(ForeignKey reference) {
        return String.join(", ", reference.columns()) + " -> " + show(reference.parent());
    }

    private String show(TableName table) {
        return model.names().display(table);
    }
}
