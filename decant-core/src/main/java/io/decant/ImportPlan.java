package io.decant;

import io.decant.ColumnTask.TenantRule;
import io.decant.ColumnTask.Treatment;
import io.decant.TableMatch.ColumnMatch;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ColumnRules;
import io.decant.plan.ExportPlan;
import io.decant.plan.KeyMappings;
import io.decant.plan.LoadOrder;
import io.decant.plan.Membership;
import io.decant.plan.NullTenant;
import io.decant.plan.PlannedTable;
import io.decant.plan.RowFilter;
import io.decant.plan.SharedRows;
import io.decant.plan.TenantColumns;
import io.decant.plan.TenantKey;
import io.decant.plan.ValueRule;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an import does with each table, in the order of loading.
 *
 * @param tables parents first
 * @param order the same order, with the references that it cannot satisfy
 * @param oldKey the tenant's key in the archive, in the order of the key's columns
 * @param newKey its key in the target
 * @param keys which keys may change
 */
record ImportPlan(List<TableTask> tables, LoadOrder order, TenantKey oldKey, TenantKey newKey, KeyMappings keys) {

    /**
     * @param match where the table lies in the target
     * @param columns one for each archived column, in the archive's order
     * @param filter the tenant's rows in the target; all of them where there is no model
     * @param planned what the target's model says of the table, null without a model
     */
    record TableTask(
            TableMatch match,
            List<ColumnTask> columns,
            RowFilter filter,
            @Nullable PlannedTable planned) {
        TableTask {
            columns = List.copyOf(columns);
        }

        TableName name() {
            return match.target().name();
        }

        /** Which rows are everybody's; empty without a model, or if none are. */
        Optional<SharedRows> shared() {
            return planned == null ? Optional.empty() : SharedRows.of(planned);
        }

        /** The tenant's own rows in the target, without those that are everybody's; of a shared table none. */
        RowFilter own() {
            return shared().map(s -> (RowFilter) new RowFilter.And(List.of(filter, new RowFilter.Not(s.rows()))))
                    .orElse(filter);
        }

        boolean isRoot() {
            return planned != null && planned.membership() == Membership.ROOT;
        }

        /** Whether what is written may differ from what is archived. */
        boolean transforms(ImportPlan plan) {
            return plan.renames()
                    || columns.stream().anyMatch(c -> c.treatment() != Treatment.KEEP || !(c.loaded() || c.proved()));
        }

        /** The target's columns that are written, under the types they are archived as. */
        List<Column> loadedColumns() {
            return columns.stream()
                    .filter(ColumnTask::loaded)
                    .map(c -> c.match().column())
                    .toList();
        }
    }

    ImportPlan {
        tables = List.copyOf(tables);
    }

    /** @throws IllegalArgumentException if no rows go into a table of this name */
    TableTask task(TableName name) {
        return tables.stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rows go into " + name));
    }

    boolean renames() {
        return !oldKey.equals(newKey);
    }

    /**
     * Plans by the target's own model.
     *
     * @param remap whether surrogate keys get new values
     * @param merges whether rows that the target has already may stay as they are
     * @throws DecantException {@code IMPORT_REFUSED} if the model excludes a table that the archive holds
     */
    static ImportPlan byModel(
            SchemaMatch schemas, ExportPlan plan, TenantKey oldKey, TenantKey newKey, boolean remap, boolean merges) {
        List<String> excluded = schemas.tables().stream()
                .map(m -> plan.table(m.target().name()))
                .filter(t -> !t.leaves())
                .map(t -> t.name().toString())
                .toList();
        if (!excluded.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "the target's model excludes tables that the archive holds: " + String.join(", ", excluded)
                            + ". Say in the model how they belong, or export without them");
        }
        TenantColumns parts = TenantColumns.of(plan);
        boolean renames = !oldKey.equals(newKey);
        Map<TableName, TableTask> tasks = new LinkedHashMap<>();
        List<ForeignKey> references = new ArrayList<>();
        for (TableMatch match : schemas.tables()) {
            PlannedTable planned = plan.table(match.target().name());
            references.addAll(planned.references());
            boolean mayStay = merges || SharedRows.of(planned).isPresent();
            List<ColumnTask> columns = match.columns().stream()
                    .map(c -> task(c, planned, parts, renames, mayStay))
                    .toList();
            tasks.put(planned.name(), new TableTask(match, columns, planned.requireFilter(), planned));
        }
        List<PlannedTable> planned = tasks.keySet().stream().map(plan::table).toList();
        return ordered(tasks, references, oldKey, newKey, KeyMappings.of(planned, parts, remap));
    }

    private static ColumnTask task(
            ColumnMatch match, PlannedTable planned, TenantColumns parts, boolean renames, boolean mayStay) {
        String name = match.target().name();
        ColumnRules rules = planned.rules(name);
        Integer part = parts.part(planned.name(), name);
        boolean required = planned.tenantColumns().contains(name) && planned.nullTenant() != NullTenant.SHARED;
        TenantRule tenant = part == null ? TenantRule.NONE : new TenantRule(part, required);
        ValueRule onRename = renames ? rules.onRename() : ValueRule.KEEP;
        boolean dropped = rules.onImport() == ValueRule.DROP || onRename == ValueRule.DROP;
        return task(match, tenant, treatment(rules.onImport(), onRename), dropped, renames || mayStay);
    }

    private static Treatment treatment(ValueRule onImport, ValueRule onRename) {
        if (onImport == ValueRule.NULL || onRename == ValueRule.NULL) {
            return Treatment.EMPTY;
        }
        if (onRename == ValueRule.SKIP_ROW) {
            return Treatment.SKIP_ROW;
        }
        return onRename == ValueRule.REFUSE ? Treatment.REFUSE : Treatment.KEEP;
    }

    private static ColumnTask task(
            ColumnMatch match, TenantRule tenant, Treatment treatment, boolean dropped, boolean mayDiffer) {
        if (match.leftOut()) {
            TenantRule checked = match.there() ? tenant : TenantRule.NONE;
            return new ColumnTask(match, checked, treatment, false, false);
        }
        boolean computed = match.target().computed();
        // What the target computes from a renamed column, or in a row that it has already, differs, and rightly so.
        boolean proved = !dropped && !(computed && mayDiffer);
        return new ColumnTask(match, tenant, treatment, !dropped && !computed, proved);
    }

    /** Plans without a model, by what the manifest says: the caller has made sure that every table is empty. */
    static ImportPlan byManifest(SchemaMatch schemas, ArchivedTenant tenant, TenantKey newKey) {
        boolean renames = !tenant.key().equals(newKey);
        Map<TableName, TableTask> tasks = new LinkedHashMap<>();
        List<ForeignKey> references = new ArrayList<>();
        for (TableMatch match : schemas.tables()) {
            references.addAll(match.target().foreignKeys());
            List<ColumnTask> columns = match.columns().stream()
                    .map(c -> task(
                            c,
                            tenant.rule(match.archived().name(), c.archived().name()),
                            Treatment.KEEP,
                            false,
                            renames))
                    .toList();
            tasks.put(match.target().name(), new TableTask(match, columns, new RowFilter.All(), null));
        }
        return ordered(tasks, references, tenant.key(), newKey, KeyMappings.none());
    }

    private static ImportPlan ordered(
            Map<TableName, TableTask> tasks,
            List<ForeignKey> references,
            TenantKey oldKey,
            TenantKey newKey,
            KeyMappings keys) {
        LoadOrder order = LoadOrder.of(
                tasks.values().stream().map(t -> t.match().target()).toList(), references);
        List<TableTask> tables = order.tables().stream().map(tasks::get).collect(Collectors.toList());
        return new ImportPlan(tables, order, oldKey, newKey, keys);
    }
}
