package io.decant.plan;

import io.decant.plan.TenantModel.ColumnRule;
import io.decant.plan.TenantModel.Name;
import io.decant.schema.TypeKind;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** What is said of one column. */
final class ColumnRuleReader {
    private static final List<String> KEYS = List.of("onExport", "onImport", "onRename", "type", "zone", "stored");
    private static final List<ValueRule> OF_TRAVEL = List.of(ValueRule.KEEP, ValueRule.NULL, ValueRule.DROP);

    /** Types that stand alone: an array's elements and another product's own types cannot be named by one word. */
    private static final List<TypeKind> TYPES = Arrays.stream(TypeKind.values())
            .filter(kind -> kind != TypeKind.ARRAY && kind != TypeKind.OTHER)
            .toList();

    private final Name column;
    private final Problems problems;
    private final YamlMap rule;

    ColumnRuleReader(Name column, Node node, Problems problems) {
        this.column = column;
        this.problems = problems;
        this.rule = YamlMap.ofKeys("column \"" + column + "\"", node, problems, KEYS);
    }

    ColumnRule read() {
        if (column.text().indexOf('.') < 0) {
            problems.add(column, "a column is named with its table: \"table." + column + "\"");
        }
        ColumnRules rules = new ColumnRules(
                word("onExport", OF_TRAVEL),
                word("onImport", OF_TRAVEL),
                word("onRename", List.of(ValueRule.values())));
        TypeKind type = rule.oneOf("type", TYPES, TypeKind::canonicalName);
        return new ColumnRule(column, rules, type, zone(type), rule.text("stored"));
    }

    private ValueRule word(String key, List<ValueRule> allowed) {
        ValueRule word = rule.oneOf(key, allowed, ValueRule::text);
        return word == null ? ValueRule.KEEP : word;
    }

    private @Nullable String zone(@Nullable TypeKind type) {
        Name zone = rule.name("zone");
        if (zone == null) {
            return null;
        }
        if (type != TypeKind.TIMESTAMPTZ) {
            problems.add(zone, "\"zone\" goes with \"type: timestamptz\"");
        }
        try {
            return ZoneId.of(zone.text()).getId();
        } catch (DateTimeException e) {
            problems.add(
                    zone, "no time zone has the name that \"zone\" gives; it is UTC, Europe/Berlin, +02:00 or such");
            return null;
        }
    }
}
