package io.decant.plan;

import io.decant.plan.TenantModel.TableRule;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model whose names were all found in the schema.
 *
 * @param model where it came from
 * @param names to look up and to show names
 * @param tables all of the schema, columns under the types that the model declares
 * @param root null where there is none
 * @param key columns of the root, or of an owned table without a root
 * @param nameColumns columns of the root
 * @param tenantColumns for each table that has some, the columns that hold the tenant's key; the first list decides. For
 *     the root its plain copies of the key
 * @param rules by table
 * @param references declared and configured, by child, parents in the schema
 * @param strayReferences declared references to tables outside the schema
 * @param columnRules by table and column
 */
record ResolvedModel(
        TenantModel model,
        SchemaNames names,
        Map<TableName, Table> tables,
        @Nullable TableName root,
        List<Column> key,
        List<Column> nameColumns,
        Map<TableName, List<List<String>>> tenantColumns,
        Map<TableName, TableRule> rules,
        Map<TableName, List<ForeignKey>> references,
        List<ForeignKey> strayReferences,
        Map<TableName, Map<String, ColumnRules>> columnRules) {

    /** @throws io.decant.error.DecantException {@code MODEL_INVALID} naming every line that the schema contradicts */
    static ResolvedModel of(Schema schema, TenantModel model) {
        return new ModelResolver(schema, model).resolve();
    }

    Table table(TableName name) {
        return Objects.requireNonNull(tables.get(name), () -> "no table " + name);
    }

    Optional<TableRule> rule(TableName name) {
        return Optional.ofNullable(rules.get(name));
    }

    List<ForeignKey> references(TableName child) {
        return references.getOrDefault(child, List.of());
    }

    ColumnRules rules(TableName table, String column) {
        return columnRules.getOrDefault(table, Map.of()).getOrDefault(column, ColumnRules.KEEP);
    }

    /** Whether a reference's columns leave as they are, so that the rows that leave still name their parents. */
    boolean leavesWhole(ForeignKey reference) {
        return reference.columns().stream()
                .allMatch(c -> rules(reference.child(), c).onExport() == ValueRule.KEEP);
    }

    boolean isRoot(TableName name) {
        return name.equals(root);
    }

    /** The columns that decide whose a row is: the root's key, or a tenant column; empty for other tables. */
    List<String> decidingColumns(TableName name) {
        if (isRoot(name)) {
            return key.stream().map(Column::name).toList();
        }
        return tenantColumns.getOrDefault(name, List.of()).stream().findFirst().orElse(List.of());
    }

    /** Other columns that hold the tenant's key too, and so must agree. */
    List<List<String>> otherTenantColumns(TableName name) {
        return tenantColumns.getOrDefault(name, List.of()).stream()
                .skip(isRoot(name) ? 0 : 1)
                .toList();
    }

    NullTenant nullTenant(TableName name) {
        NullTenant said = rule(name).map(TableRule::nullTenant).orElse(null);
        return said == null ? NullTenant.FAIL : said;
    }

    boolean nullable(TableName table, String column) {
        return table(table).requireColumn(column).nullable();
    }
}
