package io.decant.plan;

import io.decant.plan.TenantModel.Name;
import io.decant.plan.TenantModel.TableRule;
import io.decant.schema.Column;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the root, the tenant's key, and the columns that hold it in each table. */
final class TenantColumnResolver {
    private final TenantModel model;
    private final SchemaNames names;
    private final Map<TableName, Table> tables;
    private final Map<TableName, TableRule> rules;
    private final Problems problems;

    TenantColumnResolver(
            TenantModel model,
            SchemaNames names,
            Map<TableName, Table> tables,
            Map<TableName, TableRule> rules,
            Problems problems) {
        this.model = model;
        this.names = names;
        this.tables = tables;
        this.rules = rules;
        this.problems = problems;
    }

    /** What was found; the columns of excluded tables and of those whose column is something else are not among it. */
    record Resolved(
            @Nullable TableName root,
            List<Column> key,
            List<Column> nameColumns,
            Map<TableName, List<List<String>>> tenantColumns) {}

    Resolved resolve() {
        Table root = root();
        Map<TableName, List<List<String>>> columns = new TreeMap<>();
        tables.values().forEach(table -> {
            List<List<String>> found =
                    tenantColumns(table, root != null && table.name().equals(root.name()));
            if (!found.isEmpty()) {
                columns.put(table.name(), found);
            }
        });
        refuseUnknownNames();
        List<Column> key = root == null ? keyOfAnOwnedTable(columns) : rootKey(root);
        List<Column> nameColumns = root == null ? List.of() : pick(root, names.columns(root, model.nameColumns()));
        return new Resolved(root == null ? null : root.name(), key, nameColumns, columns);
    }

    private @Nullable Table root() {
        Name written = model.root();
        Table found = written == null ? null : names.table(written).orElse(null);
        return found == null ? null : tables.get(found.name());
    }

    private List<List<String>> tenantColumns(Table table, boolean root) {
        TableRule rule = rules.get(table.name());
        if (rule != null && (rule.noTenantColumn() || rule.exclusion() != null)) {
            return List.of();
        }
        List<List<String>> found = new ArrayList<>();
        if (rule != null && !rule.tenantColumn().isEmpty()) {
            List<String> said = names.columns(table, rule.tenantColumn());
            return said.isEmpty() ? List.of() : List.of(said);
        }
        for (List<Name> written : model.tenantColumns()) {
            List<String> present = ModelResolver.present(table, written);
            boolean key = root && present != null && present.equals(rootKeyNames(table));
            if (present != null && !key && !found.contains(present)) {
                found.add(present);
            }
        }
        return found;
    }

    private void refuseUnknownNames() {
        for (List<Name> written : model.tenantColumns()) {
            for (Name name : written) {
                if (tables.values().stream()
                        .allMatch(t -> SchemaNames.find(t, name.text()).isEmpty())) {
                    List<String> known = tables.values().stream()
                            .flatMap(t -> t.columns().stream())
                            .map(Column::name)
                            .distinct()
                            .toList();
                    problems.add(name, "no table has a column \"" + name + "\"" + Nearest.hint(name.text(), known));
                }
            }
        }
    }

    private List<String> rootKeyNames(Table root) {
        if (model.key().isEmpty()) {
            return root.primaryKey();
        }
        List<String> present = ModelResolver.present(root, model.key());
        return present == null ? List.of() : present;
    }

    private List<Column> rootKey(Table root) {
        if (model.key().isEmpty() && root.primaryKey().isEmpty() && model.root() != null) {
            problems.add(
                    model.root(), "table " + root.name() + " has no primary key; name the tenant's key with \"key\"");
        }
        List<String> columns = model.key().isEmpty() ? root.primaryKey() : names.columns(root, model.key());
        return pick(root, columns);
    }

    private List<Column> keyOfAnOwnedTable(Map<TableName, List<List<String>>> columns) {
        for (Map.Entry<TableName, List<List<String>>> entry : columns.entrySet()) {
            Table table = tables.get(entry.getKey());
            if (table != null) {
                return pick(table, entry.getValue().get(0));
            }
        }
        return List.of();
    }

    private static List<Column> pick(Table table, List<String> columns) {
        return columns.stream().map(table::requireColumn).toList();
    }
}
