package io.decant.plan;

import io.decant.plan.TenantModel.Name;
import io.decant.plan.TenantModel.ReferenceRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** One configured foreign key. */
final class ReferenceRuleReader {
    private static final List<String> KEYS = List.of("child", "columns", "parent", "parentColumns", "when");

    private final Problems problems;
    private final YamlMap rule;

    ReferenceRuleReader(Node node, Problems problems) {
        this.problems = problems;
        this.rule = YamlMap.ofKeys("a reference", node, problems, KEYS);
    }

    /** Empty if something is missing, which the problems then tell. */
    Optional<ReferenceRule> read() {
        Name child = rule.name("child");
        Name parent = rule.name("parent");
        List<Name> columns = rule.names("columns");
        List<Name> parentColumns = rule.names("parentColumns");
        Map<Name, List<String>> when = when();
        for (String key : List.of("child", "columns", "parent")) {
            if (!rule.has(key)) {
                problems.add(rule.line(), "a reference has no \"" + key + "\"");
            }
        }
        if (!parentColumns.isEmpty() && parentColumns.size() != columns.size()) {
            rule.problem("parentColumns", "a reference has as many \"parentColumns\" as \"columns\"");
        }
        if (child == null || parent == null || columns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ReferenceRule(child, columns, parent, parentColumns, when));
    }

    private Map<Name, List<String>> when() {
        Map<Name, List<String>> when = new LinkedHashMap<>();
        rule.node("when").ifPresent(node -> {
            YamlMap conditions = YamlMap.ofNames("\"when\" of a reference", node, problems);
            conditions.forEach((column, values) -> when.put(
                    column,
                    conditions.names(values, conditions.of(column.text())).stream()
                            .map(Name::text)
                            .toList()));
        });
        return when;
    }
}
