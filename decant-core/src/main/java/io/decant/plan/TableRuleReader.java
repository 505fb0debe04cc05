package io.decant.plan;

import io.decant.plan.TenantModel.Exclusion;
import io.decant.plan.TenantModel.Name;
import io.decant.plan.TenantModel.Referenced;
import io.decant.plan.TenantModel.TableRule;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** What is said of one table. */
final class TableRuleReader {
    private static final List<String> KEYS =
            List.of("exclude", "publicReason", "referenced", "via", "nullTenant", "tenantColumn", "default");
    private static final List<String> REFERENCED_KEYS = List.of("match", "owned");

    private final Name table;
    private final Problems problems;
    private final YamlMap rule;

    TableRuleReader(Name table, Node node, Problems problems) {
        this.table = table;
        this.problems = problems;
        this.rule = YamlMap.ofKeys("table \"" + table + "\"", node, problems, KEYS);
    }

    TableRule read() {
        refuseContradictions();
        List<Name> tenantColumn = rule.names("tenantColumn");
        boolean none = tenantColumn.size() == 1 && tenantColumn.get(0).text().equals("none");
        return new TableRule(
                table,
                exclusion(),
                referenced(),
                rule.names("via"),
                rule.oneOf("nullTenant", List.of(NullTenant.values()), NullTenant::text),
                none ? List.of() : tenantColumn,
                none,
                rule.flag("default"));
    }

    private void refuseContradictions() {
        if (rule.has("publicReason") && !rule.has("exclude")) {
            rule.problem("publicReason", "\"publicReason\" is for a table that \"exclude\" leaves out");
        }
        refuseBeside("exclude", "referenced", "via", "nullTenant", "tenantColumn", "default");
        refuseBeside("referenced", "via", "nullTenant", "default");
    }

    private void refuseBeside(String key, String... others) {
        for (String other : others) {
            if (rule.has(key) && rule.has(other)) {
                rule.problem(
                        other,
                        "table \"" + table + "\" has both \"" + key + "\" and \"" + other
                                + "\", which contradict each other");
            }
        }
    }

    private @Nullable Exclusion exclusion() {
        Name reason = rule.name("exclude");
        if (reason == null) {
            return null;
        }
        if (reason.text().equals("true") || reason.text().equals("false")) {
            problems.add(reason, "\"exclude\" takes the reason: " + table + ": {exclude: \"why it never leaves\"}");
        }
        return new Exclusion(reason.text(), rule.text("publicReason"));
    }

    private @Nullable Referenced referenced() {
        Node node = rule.node("referenced").orElse(null);
        if (node == null) {
            return null;
        }
        YamlMap map = YamlMap.ofKeys("\"referenced\" of table \"" + table + "\"", node, problems, REFERENCED_KEYS);
        boolean owned = map.flag("owned");
        if (owned == map.has("match")) {
            rule.problem(
                    "referenced",
                    "\"referenced\" of table \"" + table
                            + "\" is {match: [columns]} for shared rows, by which an import"
                            + " finds them again, or {owned: true} for the tenant's own");
        }
        return new Referenced(map.names("match"), owned);
    }
}
