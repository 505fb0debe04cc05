package io.decant.plan;

import io.decant.plan.TenantModel.ColumnRule;
import io.decant.plan.TenantModel.Name;
import io.decant.plan.TenantModel.ReferenceRule;
import io.decant.plan.TenantModel.TableRule;
import io.decant.record.CanonicalFormatException;
import io.decant.record.CanonicalText;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks up every name of a model in a schema. */
final class ModelResolver {
    private final TenantModel model;
    private final Problems problems;
    private final SchemaNames names;
    private final Map<TableName, Table> tables;
    private final Map<TableName, TableRule> rules = new TreeMap<>();
    private final Map<TableName, List<ForeignKey>> references = new TreeMap<>();
    private final List<ForeignKey> strays = new ArrayList<>();
    private final Map<TableName, Map<String, ColumnRules>> columnRules = new TreeMap<>();

    ModelResolver(Schema schema, TenantModel model) {
        this.model = model;
        this.problems = new Problems(model.fileName());
        this.names = new SchemaNames(schema, problems);
        this.tables = schema.byName();
    }

    ResolvedModel resolve() {
        model.columns().forEach(this::resolveColumn);
        model.tables().forEach(this::resolveTable);
        tables.values().forEach(this::takeDeclaredReferences);
        model.references().forEach(this::resolveReference);
        TenantColumnResolver tenant = new TenantColumnResolver(model, names, tables, rules, problems);
        TenantColumnResolver.Resolved found = tenant.resolve();
        ResolvedModel resolved = new ResolvedModel(
                model,
                names,
                tables,
                found.root(),
                found.key(),
                found.nameColumns(),
                found.tenantColumns(),
                rules,
                references,
                strays,
                columnRules);
        problems.throwIfAny();
        new ModelRules(resolved, problems).check();
        problems.throwIfAny();
        return resolved;
    }

    private void resolveColumn(ColumnRule rule) {
        names.tableAndColumn(rule.column()).ifPresent(found -> {
            TableName table = found.getKey().name();
            Column column = found.getValue();
            ColumnRules before =
                    columnRules.computeIfAbsent(table, t -> new TreeMap<>()).put(column.name(), rule.rules());
            if (before != null) {
                problems.add(rule.column(), "column " + table + "." + column.name() + " is there twice");
            }
            ColumnType type = type(column, rule);
            tables.computeIfPresent(
                    table,
                    (n, t) -> t.withColumns(t.columns().stream()
                            .map(c -> c.name().equals(column.name()) ? c.as(type) : c)
                            .toList()));
        });
    }

    /** The declared limits stay where the kind does; another kind has none. */
    private static ColumnType type(Column column, ColumnRule rule) {
        ColumnType declared = column.type();
        ColumnType type = rule.type() == null || rule.type() == declared.kind() ? declared : ColumnType.of(rule.type());
        return type.storedAs(
                rule.zone() == null ? type.zone() : rule.zone(), rule.stored() == null ? type.stored() : rule.stored());
    }

    private void resolveTable(TableRule rule) {
        names.table(rule.table()).ifPresent(table -> {
            TableRule before = rules.putIfAbsent(table.name(), rule);
            if (before != null) {
                problems.add(
                        rule.table(),
                        "table " + table.name() + " is there twice; the first is in line "
                                + before.table().line());
            }
        });
    }

    private void takeDeclaredReferences(Table table) {
        List<ForeignKey> own = references.computeIfAbsent(table.name(), t -> new ArrayList<>());
        for (ForeignKey reference : table.foreignKeys()) {
            boolean again = own.stream().anyMatch(r -> sameLink(r, reference));
            if (!tables.containsKey(reference.parent())) {
                strays.add(reference);
            } else if (!again) {
                own.add(reference);
            }
        }
    }

    private void resolveReference(ReferenceRule rule) {
        Table child = names.table(rule.child()).orElse(null);
        Table parent = names.table(rule.parent()).orElse(null);
        if (child == null || parent == null) {
            return;
        }
        List<String> columns = names.columns(child, rule.columns());
        List<String> parentColumns = parentColumns(rule, parent);
        Map<String, List<String>> when = new LinkedHashMap<>();
        rule.when()
                .forEach((column, values) -> names.column(child, column).ifPresent(c -> {
                    checkValues(child, c.name(), column, values);
                    when.put(c.name(), values);
                }));
        if (columns.isEmpty() || parentColumns.isEmpty()) {
            return;
        }
        if (columns.size() != parentColumns.size()) {
            problems.add(
                    rule.child(),
                    "this reference has " + columns.size() + " columns, and the key of " + parent.name() + " has "
                            + parentColumns.size() + ": " + String.join(", ", parentColumns));
            return;
        }
        String name = names.display(child.name()) + "(" + String.join(", ", columns) + ")";
        ForeignKey reference =
                new ForeignKey(name, child.name(), columns, parent.name(), parentColumns, Enforcement.NONE, when);
        List<ForeignKey> own = references.computeIfAbsent(child.name(), t -> new ArrayList<>());
        if (own.stream().noneMatch(r -> sameLink(r, reference))) {
            own.add(reference);
        }
    }

    /** A value that the column cannot hold is a mistake, and would fail in the middle of an export. */
    private void checkValues(Table child, String columnName, Name written, List<String> values) {
        // Under the type that the model gives the column: the table was looked up as the catalog has it.
        Column column = tables.getOrDefault(child.name(), child).requireColumn(columnName);
        for (String value : values) {
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            try {
                CanonicalText.check(column.type(), text, 0, text.length);
            } catch (CanonicalFormatException unfit) {
                problems.add(
                        written,
                        "\"" + value + "\" is no value of column " + child.name() + "." + columnName + " ("
                                + column.type().kind().canonicalName() + "): " + unfit.getMessage());
            }
        }
    }

    private List<String> parentColumns(ReferenceRule rule, Table parent) {
        if (!rule.parentColumns().isEmpty()) {
            return names.columns(parent, rule.parentColumns());
        }
        if (parent.primaryKey().isEmpty()) {
            problems.add(rule.parent(), "table " + parent.name() + " has no primary key; say \"parentColumns\"");
        }
        return parent.primaryKey();
    }

    private static boolean sameLink(ForeignKey a, ForeignKey b) {
        return a.parent().equals(b.parent())
                && a.columns().equals(b.columns())
                && a.parentColumns().equals(b.parentColumns())
                && a.when().equals(b.when());
    }

    /** Columns written in a model, found in a table, or null if one is not there, with nothing reported. */
    static @Nullable List<String> present(Table table, List<Name> written) {
        List<String> found = new ArrayList<>();
        for (Name name : written) {
            List<Column> matches = SchemaNames.find(table, name.text());
            if (matches.size() != 1) {
                return null;
            }
            found.add(matches.get(0).name());
        }
        return found;
    }
}
