package io.decant.testing;

import io.decant.testing.RandomTable.Ref;
import java.util.List;
import java.util.stream.Collectors;

/** The {@code decant.yaml} of a random schema. */
final class RandomModelText {
    private RandomModelText() {}

    static String of(RandomSchema schema) {
        StringBuilder yaml = new StringBuilder("tenant:\n");
        schema.root()
                .ifPresent(root -> yaml.append("  table: ")
                        .append(quoted(root))
                        .append("\n  key: ")
                        .append(list(root.tenantColumns))
                        .append('\n'));
        List<String> usual = schema.tenantColumns();
        if (schema.tables().stream().anyMatch(table -> table.tenantColumns.equals(usual))) {
            yaml.append("  columns: ").append(usual.size() > 1 ? "[" + list(usual) + "]\n" : list(usual) + "\n");
        }
        StringBuilder rules = new StringBuilder();
        for (RandomTable table : schema.tables()) {
            String rule = rule(table, usual);
            if (!rule.isEmpty()) {
                rules.append("  ")
                        .append(quoted(table))
                        .append(": {")
                        .append(rule)
                        .append("}\n");
            }
        }
        StringBuilder references = new StringBuilder();
        for (RandomTable table : schema.tables()) {
            table.references.stream()
                    .filter(Ref::typed)
                    .forEach(reference -> references
                            .append("  - {child: ")
                            .append(quoted(table))
                            .append(", columns: ")
                            .append(list(reference.columns()))
                            .append(", parent: ")
                            .append(quoted(reference.parent()))
                            .append(", when: {" + RandomTable.TYPE + ": [\"")
                            .append(reference.type())
                            .append("\"]}}\n"));
        }
        return yaml
                + (rules.length() == 0 ? "" : "tables:\n" + rules)
                + (references.length() == 0 ? "" : "references:\n" + references);
    }

    private static String rule(RandomTable table, List<String> usual) {
        return switch (table.role) {
            case ROOT -> "";
            case OWNED -> owned(table, usual);
            case REACHED ->
                ambiguous(table) ? "via: " + list(table.via.orElseThrow().columns()) : "";
            case SHARED -> "referenced: {match: " + list(table.primaryKey) + "}";
            case PRIVATE -> "referenced: {owned: true}";
            case EXCLUDED -> "exclude: \"not of interest\"";
        };
    }

    private static String owned(RandomTable table, List<String> usual) {
        String names = table.tenantColumns.equals(usual) ? "" : "tenantColumn: " + list(table.tenantColumns);
        boolean nullable = table.column(table.tenantColumns.get(0)).nullable();
        return names
                + (nullable && !names.isEmpty() ? ", " : "")
                + (nullable ? "nullTenant: " + (table.sharesNulls ? "shared" : "exclude") : "");
    }

    private static boolean ambiguous(RandomTable table) {
        long leading = table.references.stream()
                .filter(each -> each.parent().role.tenants())
                .count();
        return leading > 1 || table.number % 2 == 0; // where only one leads, half of the tables say so all the same
    }

    private static String quoted(RandomTable table) {
        return "\"" + table.name + "\"";
    }

    private static String list(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", ", "[", "]"));
    }
}
