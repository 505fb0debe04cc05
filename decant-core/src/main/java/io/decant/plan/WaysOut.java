package io.decant.plan;

import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the model may say about rows that should not be there, where mending them is not the answer. */
final class WaysOut {
    private final ResolvedModel model;
    private final Placement placement;

    WaysOut(ResolvedModel model, Placement placement) {
        this.model = model;
        this.placement = placement;
    }

    /** @return the lines, each an answer of its own; ordered from the narrowest to the widest */
    List<WayOut> of(Kind kind, TableName table, Optional<ForeignKey> reference) {
        List<WayOut> ways = new ArrayList<>();
        switch (kind) {
            case FOREIGN, DISAGREEING -> {
                reference.ifPresent(r -> notNamed(r, ways));
                reference.ifPresent(r -> shared(r.parent(), ways));
                decidedOtherwise(table, reference, ways);
            }
            case DANGLING -> reference.ifPresent(r -> notNamed(r, ways));
            case LOST -> {
                nullTenant(table, ways);
                decidedOtherwise(table, reference, ways);
            }
            case NULL_TENANT -> nullTenant(table, ways);
            case NOBODYS, TWO_OWNERS -> matched(table, ways);
            case ORPHAN -> ways.add(rule(table, "tenantColumn: none", "the column holds something else"));
        }
        if (!model.isRoot(table)) {
            ways.add(rule(table, "exclude: \"why it never leaves\"", "none of its rows is to leave"));
        }
        return ways;
    }

    private void notNamed(ForeignKey reference, List<WayOut> ways) {
        Table child = model.table(reference.child());
        List<Column> free = reference.columns().stream()
                .filter(c -> !model.decidingColumns(child.name()).contains(c))
                .filter(c -> !child.primaryKey().contains(c))
                .map(child::requireColumn)
                .toList();
        Optional<Column> nullable = free.stream().filter(Column::nullable).findFirst();
        nullable.ifPresent(c -> ways.add(column(child, c, "null", "the rows leave, and name none of them")));
        if (nullable.isEmpty()) {
            free.stream()
                    .findFirst()
                    .ifPresent(c -> ways.add(column(
                            child,
                            c,
                            "drop",
                            "the rows leave without the column, and" + " targets have a default for it")));
        }
    }

    private void shared(TableName parent, List<WayOut> ways) {
        if (placement.isPrivateParent(parent)) {
            matched(parent, ways);
        } else if (!model.isRoot(parent) && model.nullTenant(parent) == NullTenant.FAIL) {
            nullable(parent)
                    .ifPresent(c -> ways.add(rule(
                            parent,
                            "nullTenant: shared",
                            "those with NULL in " + c + " are everybody's, and leave when they are named")));
        }
    }

    private void matched(TableName table, List<WayOut> ways) {
        if (placement.isPrivateParent(table)) {
            ways.add(rule(
                    table,
                    "referenced: {match: " + Yaml.list(Refusals.match(model.table(table))) + "}",
                    "its rows are everybody's, and leave when they are named"));
        }
    }

    private void decidedOtherwise(TableName table, Optional<ForeignKey> reference, List<WayOut> ways) {
        List<String> deciding = model.decidingColumns(table);
        if (model.isRoot(table)) {
            if (reference.isEmpty()) {
                ways.add(rule(table, "tenantColumn: none", "its other column of that name is something else"));
            }
        } else if (!deciding.isEmpty()) {
            if (reference.isEmpty()) {
                String columns = deciding.size() == 1 ? Yaml.scalar(deciding.get(0)) : Yaml.list(deciding);
                ways.add(rule(table, "tenantColumn: " + columns, "only this column holds the tenant's key"));
            }
        } else if (!placement.isPrivateParent(table)) {
            reference
                    .filter(r -> !r.selfReferencing() && placement.isTenants(r.parent()))
                    .ifPresent(r -> ways.add(
                            rule(table, "via: " + Yaml.list(r.columns()), "this reference says whose the rows are")));
        }
    }

    private void nullTenant(TableName table, List<WayOut> ways) {
        nullable(table).ifPresent(c -> {
            ways.add(rule(table, "nullTenant: shared", "rows with NULL in " + c + " are everybody's"));
            ways.add(rule(table, "nullTenant: exclude", "rows with NULL in " + c + " are nobody's, and stay"));
        });
    }

    private Optional<String> nullable(TableName table) {
        return model.isRoot(table)
                ? Optional.empty()
                : model.decidingColumns(table).stream()
                        .filter(c -> model.nullable(table, c))
                        .findFirst();
    }

    private WayOut rule(TableName table, String rule, String meaning) {
        return new WayOut("tables", name(table) + ": {" + rule + "}", meaning);
    }

    private WayOut column(Table table, Column column, String rule, String meaning) {
        return new WayOut(
                "columns",
                name(table.name()) + "." + Yaml.scalar(column.name()) + ": {onExport: " + rule + "}",
                meaning);
    }

    private String name(TableName table) {
        return Yaml.scalar(model.names().display(table));
    }
}
