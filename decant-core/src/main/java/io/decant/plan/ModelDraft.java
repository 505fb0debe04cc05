package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Drafts a {@code decant.yaml} for a schema that nobody has described: what it shows is written, what it does not is asked. */
public final class ModelDraft {
    private static final String FILE = "decant.yaml";

    private final Schema schema;
    private final DraftHints hints;
    private final TenantGuess tenant;
    private final SchemaNames names;
    private final List<String> columns;

    private ModelDraft(Schema schema, DraftHints hints) {
        this.schema = schema;
        this.hints = hints;
        this.tenant = new TenantGuess(schema, hints);
        this.names = new SchemaNames(schema, new Problems(FILE));
        this.columns = new ColumnDraft(schema, hints, tenant).lines(names);
    }

    /**
     * Drafts a model. The same schema and hints give the same text. It can be read as it is; a plan made with it is
     * complete, or is refused for the very tables that the text asks about.
     *
     * @return YAML with comments, line breaks {@code \n}
     * @throws io.decant.error.DecantException {@code MODEL_INVALID} if a hint names what the schema does not have
     */
    public static String draft(Schema schema, DraftHints hints) {
        return new ModelDraft(schema, hints).draft();
    }

    private String draft() {
        List<String> lines = new ArrayList<>(tenantLines());
        if (tenant.root().isEmpty() && tenant.tenantColumns().isEmpty()) {
            return text(lines);
        }
        List<String> rules =
                Stream.of(ruleLines(), bookkeepingLines()).flatMap(List::stream).toList();
        List<String> settled = new ArrayList<>(lines);
        addSection(settled, "tables:", rules);
        addSection(settled, "columns:", columns);
        DraftQuestions questions =
                new DraftQuestions(ResolvedModel.of(schema, ModelReader.read(text(settled), FILE)), hints);
        addSection(
                lines,
                "tables:",
                Stream.of(rules, questions.tables(), questions.remarks())
                        .flatMap(List::stream)
                        .toList());
        addSection(lines, "references:", questions.references());
        addSection(lines, "columns:", columns);
        lines.add("");
        lines.add("# A table that has no place stops every export, so that none is forgotten.");
        lines.add("unclassified: fail");
        return text(lines);
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static void addSection(List<String> lines, String head, List<String> body) {
        if (!body.isEmpty()) {
            lines.add("");
            lines.add(head);
            lines.addAll(body);
        }
    }

    private List<String> tenantLines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "# Who owns what. Drafted by \"decant init\" from names and foreign keys; read it, answer the questions,");
        lines.add("# and keep it beside the migrations. docs/MODEL.md explains every key.");
        lines.add("tenant:");
        tenant.root().ifPresent(root -> {
            lines.add("  table: " + Yaml.scalar(names.display(root.name())) + "   # one row per tenant");
            if (!tenant.key().isEmpty()) {
                lines.add("  key: " + Yaml.list(tenant.key()));
            }
            if (!tenant.nameColumns().isEmpty()) {
                lines.add("  name: " + Yaml.list(tenant.nameColumns()) + "   # people may name a tenant by it, too");
            }
        });
        List<List<String>> held = tenant.tenantColumns();
        if (!held.isEmpty()) {
            boolean composite = held.get(0).size() > 1;
            List<String> items = held.stream()
                    .map(c -> composite ? Yaml.list(c) : Yaml.scalar(c.get(0)))
                    .toList();
            lines.add(
                    "  columns: [" + String.join(", ", items) + "]   # they hold the tenant's key, wherever they are");
        } else if (tenant.root().isEmpty()) {
            lines.add(
                    "  # Question: nothing here is named like a tenant. Which table has one row per tenant, or which");
            lines.add("  # columns hold its key? (or: decant init --root TABLE --tenant-column NAME)");
            lines.add("  # table: TABLE");
            lines.add("  columns: [tenant]");
        }
        return lines;
    }

    private List<String> bookkeepingLines() {
        return schema.tables().stream()
                .filter(Bookkeeping::is)
                .map(t -> "  " + Yaml.scalar(names.display(t.name()))
                        + ": {exclude: \"the migration tool's own; each installation has another\"}")
                .toList();
    }

    /** Columns that are called like a tenant column and hold something else: their type tells. */
    private List<String> ruleLines() {
        List<String> lines = new ArrayList<>();
        if (tenant.root().isEmpty() || tenant.key().size() != 1) {
            return lines;
        }
        Table root = tenant.root().orElseThrow();
        List<Column> key = root.columns().stream()
                .filter(c -> c.name().equals(tenant.key().get(0)))
                .toList();
        for (Table table : schema.tables()) {
            for (List<String> held : tenant.tenantColumns()) {
                List<Column> found = SchemaNames.find(table, held.get(0));
                if (!table.equals(root)
                        && found.size() == 1
                        && key.size() == 1
                        && key.get(0).type().kind() != found.get(0).type().kind()) {
                    lines.add("  " + Yaml.scalar(names.display(table.name()))
                            + ": {tenantColumn: none}   # its " + found.get(0).name() + " is "
                            + found.get(0).type().kind().canonicalName() + ", the tenant's key is "
                            + key.get(0).type().kind().canonicalName());
                    break;
                }
            }
        }
        return lines;
    }
}
