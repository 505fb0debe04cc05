package io.decant.plan;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.TenantModel.TableRule;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Why a plan cannot be: each table that has no place or would leak, with the lines that would give it one. */
final class Refusals {
    private final ResolvedModel model;
    private final Placement placement;
    private final Filters filters;

    Refusals(ResolvedModel model, Placement placement, Filters filters) {
        this.model = model;
        this.placement = placement;
        this.filters = filters;
    }

    /** @throws DecantException {@code PLAN_REFUSED} naming each table */
    void throwIfAny() {
        List<String> refused = new ArrayList<>();
        List<TableName> unclassified = model.tables().keySet().stream()
                .filter(t -> placement.membership(t).isEmpty())
                .toList();
        if (!model.model().excludeUnclassified() && !unclassified.isEmpty()) {
            refused.add((unclassified.size() == 1 ? "1 table has" : unclassified.size() + " tables have")
                    + " no place. For each, add one of its lines to "
                    + model.model().fileName() + ":");
            unclassified.forEach(t -> refused.add(noPlace(model.table(t))));
        }
        model.tables().keySet().stream()
                .filter(t -> placement
                        .membership(t)
                        .filter(Membership.REFERENCED::equals)
                        .isPresent())
                .forEach(t -> refuseReferenced(t, refused));
        if (!refused.isEmpty()) {
            throw new DecantException(ErrorCode.PLAN_REFUSED, "The plan is refused.\n" + String.join("\n", refused));
        }
    }

    private String noPlace(Table table) {
        return table.name() + ": no tenant column, and no foreign key leads to a tenant's table\n"
                + String.join("\n", lines(table));
    }

    /** Lines of YAML, each section on its own so that it can be pasted. */
    List<String> lines(Table table) {
        String name = Yaml.scalar(model.names().display(table.name()));
        List<String> lines = new ArrayList<>();
        lines.add("  tables:");
        lines.add("    " + name + ": {exclude: \"why it never leaves\"}");
        if (children(table.name()).findAny().isPresent()) {
            lines.add("    " + name + ": {referenced: {match: " + Yaml.list(match(table))
                    + "}}   # rows shared by tenants, named by " + namers(table.name()));
            lines.add("    " + name + ": {referenced: {owned: true}}   # each row one tenant's, found by "
                    + namers(table.name()));
        }
        model.rule(table.name())
                .filter(TableRule::noTenantColumn)
                .ifPresent(rule -> lines.add("    (or take {tenantColumn: none} of line "
                        + rule.table().line() + " away)"));
        tenantColumnCandidates(table)
                .forEach(c -> lines.add("    " + name + ": {tenantColumn: " + Yaml.scalar(c.name()) + "}"));
        List<String> references = new ReferenceGuess(model)
                .candidates(table).stream()
                        .filter(r -> placement.isTenants(r.parent()))
                        .map(this::referenceLine)
                        .toList();
        if (!references.isEmpty()) {
            lines.add("  references:");
            references.forEach(r -> lines.add("    - " + r));
        }
        return lines;
    }

    private String referenceLine(ForeignKey r) {
        return "{child: " + Yaml.scalar(model.names().display(r.child())) + ", columns: " + Yaml.list(r.columns())
                + ", parent: " + Yaml.scalar(model.names().display(r.parent())) + ", parentColumns: "
                + Yaml.list(r.parentColumns()) + "}";
    }

    /** A key that people would know a shared row by: not the surrogate, if there is another. */
    static List<String> match(Table table) {
        return Stream.concat(table.uniqueKeys().stream(), Stream.of(table.primaryKey()))
                .filter(key -> !key.isEmpty())
                .findFirst()
                .orElse(List.of(table.columns().get(0).name()));
    }

    private Stream<Column> tenantColumnCandidates(Table table) {
        return model.key().size() > 1
                ? Stream.empty()
                : table.columns().stream()
                        .filter(c ->
                                c.type().kind() == model.key().get(0).type().kind())
                        .filter(c -> TenantWords.inColumn(c.name()));
    }

    /** References of rows that leave, or of rows that have no place yet and may leave then. */
    private Stream<ForeignKey> children(TableName parent) {
        Stream<ForeignKey> undecided = model.tables().keySet().stream()
                .filter(t -> placement.membership(t).isEmpty() && !t.equals(parent))
                .flatMap(t -> model.references(t).stream())
                .filter(r -> r.parent().equals(parent));
        return Stream.concat(filters.children(parent), undecided);
    }

    private String namers(TableName parent) {
        return String.join(
                ", ",
                children(parent)
                        .map(r -> model.names().display(r.child()) + "." + String.join("+", r.columns()))
                        .sorted()
                        .limit(3)
                        .toList());
    }

    private void refuseReferenced(TableName table, List<String> refused) {
        String name = Yaml.scalar(model.names().display(table));
        if (filters.leaving(table).isNone()) {
            refused.add(
                    table + ": is said to be referenced, but no table that leaves refers to it\n  tables:\n    " + name
                            + ": {exclude: \"why it never leaves\"}\n  references:\n    - {child: table, columns: [column], parent: "
                            + name + "}   # if a table does, and the database does not declare it");
        }
        if (placement.isPrivateParent(table)) {
            return;
        }
        for (ForeignKey reference : model.references(table)) {
            if (placement.isTenants(reference.parent()) && model.leavesWhole(reference)) {
                String rule = reference.columns().stream().anyMatch(c -> model.nullable(table, c)) ? "null" : "drop";
                String column = reference.columns().stream()
                        .filter(c -> rule.equals("drop") || model.nullable(table, c))
                        .findFirst()
                        .orElseThrow();
                refused.add(table + ": its rows are shared, but name rows of " + reference.parent()
                        + ", which are single tenants'; say what becomes of the column\n  columns:\n    " + name + "."
                        + Yaml.scalar(column) + ": {onExport: " + rule + "}");
            }
        }
    }
}
