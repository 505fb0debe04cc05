package io.decant.plan;

import io.decant.plan.TenantModel.Exclusion;
import io.decant.plan.TenantModel.TableRule;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Places every table of a schema, or refuses. */
final class Planner {
    private final ResolvedModel model;
    private final Placement placement;
    private final Filters filters;
    private final Explanations explanations;
    private final Advice advice;

    private Planner(ResolvedModel model) {
        this.model = model;
        this.placement = new Placement(model);
        this.filters = new Filters(model, placement);
        this.explanations = new Explanations(model, placement, filters);
        this.advice = new Advice(model, placement, filters);
    }

    static ExportPlan plan(Schema schema, TenantModel model) {
        return new Planner(ResolvedModel.of(schema, model)).plan();
    }

    private ExportPlan plan() {
        new Refusals(model, placement, filters).throwIfAny();
        return new ExportPlan(
                model.tables().keySet().stream().map(this::planned).toList(),
                model.key(),
                model.nameColumns(),
                Consistency.checks(model, placement, filters),
                advice.missingIndexes(),
                advice.notes());
    }

    private PlannedTable planned(TableName table) {
        boolean leaves = placement.leaves(table);
        return new PlannedTable(
                model.table(table),
                placement.membership(table).orElse(Membership.EXCLUDED),
                explanations.path(table),
                leaves ? Optional.of(filters.leaving(table)) : Optional.empty(),
                leaves ? model.decidingColumns(table) : List.of(),
                leaves ? model.otherTenantColumns(table) : List.of(),
                model.nullTenant(table),
                leaves ? filters.everybodys(table) : Filters.NONE,
                advice.match(table),
                model.rule(table).map(TableRule::bornWith).orElse(false),
                leaves ? references(table) : List.of(),
                model.columnRules().getOrDefault(table, Map.of()),
                model.rule(table)
                        .map(TableRule::exclusion)
                        .map(Exclusion::publicReason)
                        .orElse(null),
                explanations.line(table));
    }

    private List<ForeignKey> references(TableName table) {
        return model.references(table).stream()
                .filter(r -> placement.leaves(r.parent()) && model.leavesWhole(r))
                .toList();
    }
}
