package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small random schema with its model and rows of two tenants: a root, owned and other tables, shared tables, private
 * parents, references anywhere (cycles, trees, keys of two columns), pairs of type and id. Rows keep declared references and
 * nothing else: tenants are mixed at random.
 */
final class RandomWorld {
    private static final int ROWS = 4;
    static final List<String> TENANTS = List.of("acme", "beta");

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private final StringBuilder tables = new StringBuilder();
    private final StringBuilder references = new StringBuilder();
    final Schema schema;
    final String yaml;

    RandomWorld(long seed) {
        this.random = new Random(seed);
        lines.add("orgs(id*, next? -> orgs)");
        int plain = 2 + random.nextInt(4);
        int shared = random.nextInt(3);
        int owned = random.nextInt(3);
        for (int i = 0; i < plain; i++) {
            lines.add(tenantTable("t" + i, plain, shared, owned));
        }
        for (int i = 0; i < shared; i++) {
            lines.add("s" + i + "(id*" + up("s", shared) + ")");
            tables.append("  s%d: {referenced: {match: [id]}}\n".formatted(i));
        }
        for (int i = 0; i < owned; i++) {
            String toShared = shared > 0 && random.nextBoolean() ? ", s? -> s" + random.nextInt(shared) : "";
            lines.add("p" + i + "(id*" + up("p", owned) + toShared + ")");
            tables.append("  p%d: {referenced: {owned: true}}\n".formatted(i));
        }
        this.schema = TestSchemas.schema(lines.toArray(String[]::new));
        this.yaml = "tenant: {table: orgs, columns: [org]}\nunclassified: exclude\ntables:\n" + tables + "references:\n"
                + references;
    }

    private String up(String kind, int tables) {
        return random.nextBoolean() ? ", up? -> " + kind + random.nextInt(tables) : "";
    }

    private String tenantTable(String name, int plain, int shared, int privateParents) {
        StringBuilder line = new StringBuilder(name + "(id*, no, unique(id, no)");
        boolean owned = random.nextInt(3) == 0 || name.equals("t0");
        if (owned) {
            boolean nullable = random.nextInt(3) == 0;
            line.append(", org").append(nullable ? "?" : "").append(random.nextBoolean() ? " -> orgs" : "");
            if (nullable) {
                tables.append("  %s: {nullTenant: %s}\n"
                        .formatted(name, List.of("shared", "exclude", "fail").get(random.nextInt(3))));
            }
        }
        int links = random.nextInt(3);
        for (int i = 0; i < links; i++) {
            String nullable = random.nextInt(3) == 0 ? "" : "?";
            line.append(
                    random.nextInt(4) == 0
                            ? ", r%d%s, n%d%s, (r%d, n%d) -> t%d(id, no)"
                                    .formatted(i, nullable, i, nullable, i, i, random.nextInt(plain))
                            : ", r%d%s -> t%d".formatted(i, nullable, random.nextInt(plain)));
        }
        if (privateParents > 0 && random.nextBoolean()) {
            line.append(", p%s -> p%d".formatted(random.nextInt(3) == 0 ? "" : "?", random.nextInt(privateParents)));
        }
        if (shared > 0 && random.nextBoolean()) {
            line.append(", s? -> s").append(random.nextInt(shared));
        }
        if (random.nextInt(4) == 0) {
            line.append(", kind, on_id?");
            references.append("  - {child: %s, columns: [on_id], parent: t%d, when: {kind: [A, C]}}\n"
                    .formatted(name, random.nextInt(plain)));
            references.append("  - {child: %s, columns: [on_id], parent: orgs, when: {kind: B}}\n".formatted(name));
        }
        return line.append(")").toString();
    }

    ExportPlan plan() {
        return ExportPlan.of(schema, ModelReader.read(yaml, "m.yaml"));
    }

    MemoryRows rows() {
        Map<TableName, List<Map<String, @Nullable String>>> rows = new TreeMap<>();
        for (Table table : schema.tables()) {
            List<Map<String, @Nullable String>> own = new ArrayList<>();
            int count = table.name().name().equals("orgs") ? TENANTS.size() : ROWS;
            for (int i = 0; i < count; i++) {
                own.add(row(table, i));
            }
            rows.put(table.name(), own);
        }
        return new MemoryRows(rows, List.of(TENANTS.get(0)));
    }

    private Map<String, @Nullable String> row(Table table, int index) {
        Map<String, @Nullable String> row = new HashMap<>();
        for (Column column : table.columns()) {
            row.put(column.name(), column.nullable() && random.nextInt(3) == 0 ? null : value(table, column, index));
        }
        // Half a key is no key: where the other half is there, it is that of the same row.
        row.replaceAll((column, value) ->
                column.matches("n\\d") && value != null ? String.valueOf(row.get(column.replace('n', 'r'))) : value);
        return row;
    }

    private String value(Table table, Column column, int index) {
        if (column.name().equals("no")) {
            return String.valueOf(index);
        }
        if (column.name().equals("id")) {
            return table.name().name().equals("orgs") ? TENANTS.get(index) : String.valueOf(index);
        }
        if (column.name().equals("org") || column.name().equals("next")) {
            return TENANTS.get(random.nextInt(TENANTS.size()));
        }
        if (column.name().equals("kind")) {
            return List.of("A", "B", "C", "D").get(random.nextInt(4));
        }
        boolean toRoot = table.foreignKeys().stream()
                .anyMatch(r ->
                        r.columns().contains(column.name()) && r.parent().name().equals("orgs"));
        if (toRoot || (column.name().equals("on_id") && random.nextBoolean())) {
            return TENANTS.get(random.nextInt(TENANTS.size()));
        }
        return String.valueOf(random.nextInt(ROWS));
    }

    /** Declared and configured references, found without the code under test. */
    List<ForeignKey> references() {
        List<ForeignKey> all = new ArrayList<>();
        schema.tables().forEach(t -> all.addAll(t.foreignKeys()));
        references.toString().lines().forEach(line -> {
            TableName child = TestSchemas.name(line.replaceAll(".*child: (\\w+).*", "$1"));
            TableName parent = TestSchemas.name(line.replaceAll(".*parent: (\\w+).*", "$1"));
            List<String> kinds = line.contains("[A, C]") ? List.of("A", "C") : List.of("B");
            all.add(new ForeignKey(
                    "x", child, List.of("on_id"), parent, List.of("id"), Enforcement.NONE, Map.of("kind", kinds)));
        });
        return all;
    }
}
