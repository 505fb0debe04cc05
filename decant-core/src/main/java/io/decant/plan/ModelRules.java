package io.decant.plan;

import io.decant.plan.TenantModel.ColumnRule;
import io.decant.plan.TenantModel.Name;
import io.decant.plan.TenantModel.TableRule;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.util.List;
import java.util.Set;

/** Rules of a model that the schema breaks although every name is known. */
final class ModelRules {
    /** Kinds whose canonical texts can be compared as they are. */
    private static final List<Set<TypeKind>> ALIKE =
            List.of(Set.of(TypeKind.INTEGER, TypeKind.DECIMAL), Set.of(TypeKind.TEXT, TypeKind.OTHER));

    private final ResolvedModel model;
    private final Problems problems;

    ModelRules(ResolvedModel model, Problems problems) {
        this.model = model;
        this.problems = problems;
    }

    void check() {
        if (model.key().isEmpty()) {
            problems.add(1, "no table has a tenant column and there is no root: nothing says whose a row is");
            return;
        }
        model.rules().forEach(this::checkTable);
        model.tenantColumns().forEach((table, lists) -> lists.forEach(columns -> checkTenantColumns(table, columns)));
        model.model().columns().forEach(this::checkColumn);
    }

    private void checkTable(TableName table, TableRule rule) {
        boolean decided = !model.decidingColumns(table).isEmpty();
        String column = String.join(", ", model.decidingColumns(table));
        if (model.isRoot(table)
                && (rule.exclusion() != null
                        || rule.referenced() != null
                        || !rule.tenantColumn().isEmpty())) {
            problems.add(
                    rule.table(),
                    "table " + table + " is the root: it is neither excluded nor referenced, and its"
                            + " key is said under \"tenant\"");
        } else if (decided && rule.referenced() != null) {
            problems.add(
                    rule.table(),
                    "table " + table + " has the tenant column " + column + ", which decides; say"
                            + " {tenantColumn: none} beside \"referenced\" if that column is something else");
        } else if (decided && !rule.via().isEmpty()) {
            problems.add(
                    rule.via().get(0),
                    "table " + table + " has the tenant column " + column + ", which decides;"
                            + " leave \"via\" out, or say {tenantColumn: none} if that column is something else");
        } else if (!rule.via().isEmpty()) {
            checkVia(table, rule.via());
        }
        if (rule.nullTenant() != null && (!decided || model.isRoot(table))) {
            problems.add(rule.table(), "table " + table + " has no tenant column, so \"nullTenant\" says nothing");
        }
        if (rule.referenced() != null) {
            model.names().columns(model.table(table), rule.referenced().match());
        }
    }

    private void checkVia(TableName table, List<Name> via) {
        List<String> columns = model.names().columns(model.table(table), via);
        List<ForeignKey> references = model.references(table);
        if (!columns.isEmpty() && references.stream().noneMatch(r -> sameColumns(r, columns))) {
            List<String> there = references.stream()
                    .map(r -> "[" + String.join(", ", r.columns()) + "]")
                    .distinct()
                    .toList();
            problems.add(
                    via.get(0),
                    "table " + table + " has no reference over " + columns + "; it has "
                            + (there.isEmpty() ? "none: say it under \"references\"" : String.join(", ", there)));
        }
    }

    static boolean sameColumns(ForeignKey reference, List<String> columns) {
        return Set.copyOf(reference.columns()).equals(Set.copyOf(columns));
    }

    private void checkTenantColumns(TableName table, List<String> columns) {
        int line = model.rule(table).map(r -> r.table().line()).orElse(lineOfTenant());
        if (columns.size() != model.key().size()) {
            problems.add(
                    line,
                    "the tenant's key has " + model.key().size() + " columns, and table " + table + " holds it in "
                            + columns.size() + ": " + String.join(", ", columns));
            return;
        }
        Table holder = model.table(table);
        for (int i = 0; i < columns.size(); i++) {
            TypeKind kind = holder.requireColumn(columns.get(i)).type().kind();
            TypeKind keyKind = model.key().get(i).type().kind();
            if (kind != keyKind && ALIKE.stream().noneMatch(alike -> alike.containsAll(Set.of(kind, keyKind)))) {
                problems.add(
                        line,
                        "column " + table + "." + columns.get(i) + " is " + kind.canonicalName()
                                + ", and the tenant's key is " + keyKind.canonicalName()
                                + ": if it holds the key, give it the"
                                + " type under \"columns\"; if it is something else, say "
                                + model.names().display(table) + ": {tenantColumn: none} under \"tables\"");
            }
        }
    }

    private int lineOfTenant() {
        return model.model().tenantColumns().stream()
                .findFirst()
                .map(c -> c.get(0).line())
                .orElse(1);
    }

    private void checkColumn(ColumnRule rule) {
        model.names().tableAndColumn(rule.column()).ifPresent(found -> {
            Column column = found.getValue();
            TableName table = found.getKey().name();
            ColumnRules rules = rule.rules();
            if (!column.nullable() && (rules.onExport() == ValueRule.NULL || rules.onImport() == ValueRule.NULL)) {
                problems.add(
                        rule.column(),
                        "column " + table + "." + column.name()
                                + " is NOT NULL, so it cannot become null; say drop if a default takes its place");
            }
            boolean decides = model.decidingColumns(table).contains(column.name());
            if (decides && (rules.onExport() != ValueRule.KEEP || rules.onImport() != ValueRule.KEEP)) {
                problems.add(
                        rule.column(),
                        "column " + table + "." + column.name()
                                + " says whose a row is, so it is kept; leave the rule out");
            }
        });
    }
}
