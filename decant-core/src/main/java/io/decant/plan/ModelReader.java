package io.decant.plan;

import io.decant.plan.TenantModel.ColumnRule;
import io.decant.plan.TenantModel.Name;
import io.decant.plan.TenantModel.ReferenceRule;
import io.decant.plan.TenantModel.TableRule;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code decant.yaml}. {@code docs/MODEL.md} describes every key. */
public final class ModelReader {
    private static final List<String> SECTIONS = List.of("tenant", "tables", "references", "columns", "unclassified");
    private static final List<String> TENANT_KEYS = List.of("table", "key", "name", "columns");

    private final String fileName;
    private final Problems problems;

    private ModelReader(String fileName) {
        this.fileName = fileName;
        this.problems = new Problems(fileName);
    }

    /**
     * Reads a model.
     *
     * @param fileName for messages
     * @throws io.decant.error.DecantException {@code MODEL_INVALID}, one line {@code file:line: what is wrong} for each
     *     mistake: text that is not YAML, an unknown or repeated key, a value of the wrong kind
     */
    public static TenantModel read(String yaml, String fileName) {
        return new ModelReader(fileName).read(yaml);
    }

    private TenantModel read(String yaml) {
        YamlMap model = YamlMap.ofKeys("the model", new YamlTree(fileName).read(yaml), problems, SECTIONS);
        // A section of which every line is a comment.
        model.dropEmpty(List.of("tables", "references", "columns"));
        TenantModel read = read(model);
        problems.throwIfAny();
        return read;
    }

    private TenantModel read(YamlMap model) {
        if (!model.has("tenant")) {
            problems.add(model.line(), "there is no \"tenant:\" section, which says what a tenant is");
        }
        YamlMap tenant = model.node("tenant")
                .map(n -> YamlMap.ofKeys("\"tenant\"", n, problems, TENANT_KEYS))
                .orElse(YamlMap.ofKeys("\"tenant\"", emptyNode(), new Problems(fileName), TENANT_KEYS));
        if (model.has("tenant") && !tenant.has("table") && !tenant.has("columns")) {
            problems.add(tenant.line(), "\"tenant\" needs \"table\", \"columns\", or both");
        }
        for (String key : List.of("key", "name")) {
            if (tenant.has(key) && !tenant.has("table")) {
                tenant.problem(key, tenant.of(key) + " names columns of the root; say \"table\" too");
            }
        }
        String unclassified = model.oneOf("unclassified", List.of("fail", "exclude"), word -> word);
        return new TenantModel(
                fileName,
                tenant.name("table"),
                tenant.names("key"),
                tenant.names("name"),
                tenantColumns(tenant),
                tables(model),
                references(model),
                columns(model),
                "exclude".equals(unclassified));
    }

    private static Node emptyNode() {
        return new YamlTree("").read("{}");
    }

    private List<List<Name>> tenantColumns(YamlMap tenant) {
        List<List<Name>> columns = new ArrayList<>();
        tenant.node("columns").ifPresent(node -> {
            if (node instanceof SequenceNode list) {
                for (Node item : list.getValue()) {
                    columns.add(tenant.names(item, tenant.of("columns")));
                }
            } else {
                columns.add(tenant.names(node, tenant.of("columns")));
            }
        });
        columns.removeIf(List::isEmpty);
        for (List<Name> names : columns) {
            if (names.size() != columns.get(0).size()) {
                problems.add(
                        names.get(0),
                        "tenant columns of " + names.size() + " and of "
                                + columns.get(0).size() + " parts: each has as many as the tenant's key");
            }
        }
        return columns;
    }

    private List<TableRule> tables(YamlMap model) {
        List<TableRule> rules = new ArrayList<>();
        model.node("tables")
                .ifPresent(node -> YamlMap.ofNames("\"tables\"", node, problems)
                        .forEach((table, rule) -> rules.add(new TableRuleReader(table, rule, problems).read())));
        return rules;
    }

    private List<ReferenceRule> references(YamlMap model) {
        List<ReferenceRule> rules = new ArrayList<>();
        Node node = model.node("references").orElse(null);
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                new ReferenceRuleReader(item, problems).read().ifPresent(rules::add);
            }
        } else if (node != null) {
            model.problem("references", "\"references\" is a list: each line begins with \"- \"");
        }
        return rules;
    }

    private List<ColumnRule> columns(YamlMap model) {
        List<ColumnRule> rules = new ArrayList<>();
        model.node("columns")
                .ifPresent(node -> YamlMap.ofNames("\"columns\"", node, problems)
                        .forEach((column, rule) -> rules.add(new ColumnRuleReader(column, rule, problems).read())));
        return rules;
    }
}
