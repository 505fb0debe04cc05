package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What a schema does not say, as comments with the lines that would answer it. */
final class DraftQuestions {
    private static final int MOST_TYPES = 20;

    private final ResolvedModel model;
    private final DraftHints hints;
    private final Placement placement;
    private final Refusals refusals;
    private final List<String> tables = new ArrayList<>();
    private final List<String> references = new ArrayList<>();

    DraftQuestions(ResolvedModel model, DraftHints hints) {
        this.model = model;
        this.hints = hints;
        this.placement = new Placement(model);
        this.refusals = new Refusals(model, placement, new Filters(model, placement));
        model.tables().values().forEach(this::askForPairs);
        model.tables().values().stream()
                .filter(t -> placement.membership(t.name()).isEmpty())
                .forEach(this::askForPlace);
    }

    /** For the section "tables": each table without a place. */
    List<String> tables() {
        return tables;
    }

    /** For the section "references". */
    List<String> references() {
        return references;
    }

    private void askForPlace(Table table) {
        tables.add("  # Question: where does " + show(table.name())
                + " belong? It has no tenant column, and no foreign key"
                + " leads to a tenant's table. Uncomment one:");
        boolean ofReferences = false;
        if (references.stream().anyMatch(l -> l.contains("{child: " + Yaml.scalar(show(table.name())) + ","))) {
            tables.add("  # (or answer the question about it under \"references\", and leave this)");
        }
        for (String line : refusals.lines(table)) {
            if (line.equals("  references:")) {
                ofReferences = true;
                tables.add("  # or a line under \"references\"");
                references.add("  # Question: is this how " + show(table.name()) + " belongs?");
            } else if (!line.equals("  tables:")) {
                (ofReferences ? references : tables).add("  # " + line.strip());
            }
        }
    }

    /** A type column beside an id: rows that refer to several tables, which no foreign key can say. */
    private void askForPairs(Table table) {
        for (Column type : table.columns()) {
            table.columns().stream()
                    .filter(c -> TypedPair.is(type.name(), c.name()))
                    // A key of the table itself is what others name, not a name of others.
                    .filter(c -> !table.primaryKey().contains(c.name()))
                    .filter(c -> model.references(table.name()).stream()
                            .noneMatch(r -> r.columns().contains(c.name())))
                    .forEach(id -> askForPair(table, type, id));
        }
    }

    private void askForPair(Table table, Column type, Column id) {
        references.add("  # Question: do " + show(table.name()) + "." + type.name() + " and " + id.name()
                + " together name rows of other tables? One line for each type:");
        TreeSet<String> types = new TreeSet<>(hints.samples(table.name(), type.name()));
        types.stream().limit(MOST_TYPES).forEach(value -> references.add(pair(table, type, id, value)));
        if (types.isEmpty()) {
            references.add(pair(table, type, id, "TYPE"));
        }
    }

    private String pair(Table table, Column type, Column id, String value) {
        Optional<Table> parent = model.tables().values().stream()
                .filter(t -> sameThing(t.name().name(), value) && t.primaryKey().size() == 1)
                .findFirst();
        String named = parent.map(t -> Yaml.scalar(show(t.name())) + ", parentColumns: " + Yaml.list(t.primaryKey()))
                .orElse("TABLE, parentColumns: [id]");
        return "  # - {child: " + Yaml.scalar(show(table.name())) + ", columns: " + Yaml.list(List.of(id.name()))
                + ", parent: " + named + ", when: {" + Yaml.scalar(type.name()) + ": " + Yaml.scalar(value) + "}}";
    }

    private static boolean sameThing(String table, String value) {
        String[] parts = value.split("[:.\\\\/]+", -1);
        List<String> words = TenantWords.words(parts[parts.length - 1]);
        List<String> tableWords = TenantWords.words(table);
        int last = words.size() - 1;
        return !words.isEmpty()
                && words.size() == tableWords.size()
                && words.subList(0, last).equals(tableWords.subList(0, last))
                && TenantWords.isWord(tableWords.get(last), words.get(last));
    }

    /** For the section "tables": what was decided and might be decided otherwise. */
    List<String> remarks() {
        List<String> lines = new ArrayList<>(ofRootsBelowRoots());
        for (TableName table : model.tables().keySet()) {
            List<String> nullable = model.decidingColumns(table).stream()
                    .filter(c -> model.nullable(table, c) && !model.isRoot(table))
                    .toList();
            if (!nullable.isEmpty()) {
                lines.add("  # " + String.join(", ", nullable) + " may be NULL; if rows have that, say what it means:"
                        + " shared or exclude");
                lines.add("  # " + Yaml.scalar(show(table)) + ": {nullTenant: shared}");
            }
            List<ForeignKey> ways = placement.ways(table);
            if (ways.size() == 1) {
                model.references(table).stream()
                        .filter(r -> !r.selfReferencing() && !r.equals(ways.get(0)))
                        .filter(r -> placement.isTenants(r.parent()) && r.when().isEmpty())
                        .findFirst()
                        .ifPresent(r -> {
                            boolean better = mayBeNobodys(ways.get(0)) && !mayBeNobodys(r);
                            ForeignKey taken = better ? r : ways.get(0);
                            ForeignKey other = better ? ways.get(0) : r;
                            lines.add("  # " + show(table) + " is reached by " + String.join(", ", taken.columns())
                                    + (better ? ", since rows of " + show(other.parent()) + " may be nobody's" : "")
                                    + "; another way would be:");
                            lines.add("  # " + via(table, other));
                            if (better) {
                                lines.add("  " + via(table, taken));
                            }
                        });
            }
        }
        return lines;
    }

    /** A tenant that names another tenant, as a daughter her mother: its export is refused until the model says more. */
    private List<String> ofRootsBelowRoots() {
        List<String> lines = new ArrayList<>();
        TableName root = model.root();
        if (root == null) {
            return lines;
        }
        for (ForeignKey reference : model.references(root)) {
            if (reference.selfReferencing() && model.leavesWhole(reference)) {
                Optional<String> nullable = reference.columns().stream()
                        .filter(c -> model.nullable(root, c))
                        .findFirst();
                String column = nullable.orElse(reference.columns().get(0));
                lines.add("  # " + show(root) + "." + String.join(", ", reference.columns()) + " names another row of "
                        + show(root) + ", and each is a tenant of its own: none leaves with another. A tenant");
                lines.add("  # that names one can leave with this under \"columns\": "
                        + Yaml.scalar(show(root) + "." + column) + ": {onExport: "
                        + (nullable.isPresent() ? "null" : "drop") + "}");
            }
        }
        return lines;
    }

    private String via(TableName table, ForeignKey way) {
        return Yaml.scalar(show(table)) + ": {via: " + Yaml.list(way.columns()) + "}";
    }

    /** Whether a NULL on the way to the tenant leaves a row without one. */
    private boolean mayBeNobodys(ForeignKey way) {
        List<ForeignKey> next = placement.ways(way.parent());
        return way.columns().stream().anyMatch(c -> model.nullable(way.child(), c))
                || next.size() > 1
                || model.decidingColumns(way.parent()).stream().anyMatch(c -> model.nullable(way.parent(), c))
                || (next.size() == 1 && mayBeNobodys(next.get(0)));
    }

    private String show(TableName table) {
        return model.names().display(table);
    }
}
