package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.Schema;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How each table of a schema belongs to a tenant. No table is without a place.
 *
 * @param tables every table of the schema, ordered by name
 * @param keyColumns the tenant key: the root's columns, or, without a root, the tenant columns of an owned table; in the
 *     key's order, at least one
 * @param nameColumns other columns of the root by which people may name a tenant; mostly none
 * @param checks what an audit counts, ordered by table
 * @param missingIndexes ordered by table
 * @param notes for people: what the plan cannot promise, one line each
 */
public record ExportPlan(
        List<PlannedTable> tables,
        List<Column> keyColumns,
        List<Column> nameColumns,
        List<ConsistencyCheck> checks,
        List<MissingIndex> missingIndexes,
        List<String> notes) {

    public ExportPlan {
        tables = List.copyOf(tables);
        keyColumns = List.copyOf(keyColumns);
        nameColumns = List.copyOf(nameColumns);
        checks = List.copyOf(checks);
        missingIndexes = List.copyOf(missingIndexes);
        notes = List.copyOf(notes);
        if (keyColumns.isEmpty()) {
            throw new IllegalArgumentException("a tenant has a key");
        }
        if (tables.stream().filter(t -> t.membership() == Membership.ROOT).count() > 1) {
            throw new IllegalArgumentException("there is one root");
        }
    }

    /**
     * Places every table.
     *
     * @throws io.decant.error.DecantException {@code MODEL_INVALID} if the model speaks of what the schema does not have,
     *     naming each line; {@code PLAN_REFUSED} if a table has no place, naming each with the lines to add
     */
    public static ExportPlan of(Schema schema, TenantModel model) {
        return Planner.plan(schema, model);
    }

    /** The table with one row per tenant, where there is one. */
    public Optional<PlannedTable> root() {
        return tables.stream().filter(t -> t.membership() == Membership.ROOT).findFirst();
    }

    /** @throws IllegalArgumentException if the plan has no table of exactly this name */
    public PlannedTable table(TableName name) {
        return tables.stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table " + name + " in the plan"));
    }

    /** The tables that leave: all but the excluded ones, ordered by name. */
    public List<PlannedTable> leaving() {
        return tables.stream().filter(PlannedTable::leaves).toList();
    }

    /** The tables that leave, parents first. */
    public LoadOrder loadOrder() {
        List<PlannedTable> leaving = leaving();
        return LoadOrder.of(
                leaving.stream().map(PlannedTable::table).toList(),
                leaving.stream().flatMap(t -> t.references().stream()).toList());
    }

    /** The checks that concern one table. */
    public List<ConsistencyCheck> checks(TableName name) {
        return checks.stream().filter(c -> c.table().equals(name)).toList();
    }

    /** One line for each table, for people. */
    public List<String> explanations() {
        List<String> lines = new ArrayList<>();
        tables.forEach(t -> lines.add(t.name() + ": " + t.explanation()));
        return lines;
    }
}
