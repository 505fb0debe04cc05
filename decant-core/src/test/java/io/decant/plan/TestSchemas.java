package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Schemas in a line per table, for tests:
 *
 * <pre>
 * orders(id:integer*, tenant:text, customer_id:integer? -> customers, (tenant, ref)? -> refs(tenant, id))
 * </pre>
 *
 * A star is the primary key, a question mark NULL, an arrow a foreign key (to the primary key, if no columns are named;
 * {@code ->>} a deferrable one). Text is the type where none is given.
 */
public final class TestSchemas {
    private TestSchemas() {}

    public static Schema schema(String... lines) {
        return schemaOf(Stream.of(lines)
                .flatMap(String::lines)
                .filter(l -> !l.isBlank())
                .toList());
    }

    private static Schema schemaOf(List<String> lines) {
        List<Draft> drafts = lines.stream().map(Draft::new).toList();
        return Schema.of(drafts.stream().map(d -> d.table(drafts)).toList());
    }

    static TableName name(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? new TableName("app", text) : new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).strip());
        return parts;
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.replaceAll("[()]", "").split(",", -1))
                .map(String::strip)
                .toList();
    }

    private static final class Draft {
        private final TableName name;
        private final List<Column> columns = new ArrayList<>();
        private final List<String> key = new ArrayList<>();
        private final List<List<String>> uniqueKeys = new ArrayList<>();
        private final List<String> arrows = new ArrayList<>();

        Draft(String line) {
            String text = line.strip();
            int open = text.indexOf('(');
            this.name = name(text.substring(0, open).strip());
            split(text.substring(open + 1, text.lastIndexOf(')'))).forEach(this::take);
        }

        private void take(String part) {
            String[] arrow = part.split("->", 2);
            String left = arrow[0].strip();
            if (left.startsWith("unique")) {
                uniqueKeys.add(words(left.substring("unique".length())));
            } else if (!left.startsWith("(")) {
                takeColumn(left);
            }
            if (arrow.length > 1) {
                arrows.add(left.replaceAll("[*?]", "").replaceAll(":[a-z0-9]+", "") + "->" + arrow[1].strip());
            }
        }

        private void takeColumn(String text) {
            String bare = text.replaceAll("[*?]", "");
            int colon = bare.indexOf(':');
            String column = colon < 0 ? bare : bare.substring(0, colon);
            TypeKind kind = colon < 0 ? TypeKind.TEXT : TypeKind.ofCanonicalName(bare.substring(colon + 1));
            columns.add(new Column(
                    column, ColumnType.of(kind), kind.canonicalName(), text.contains("?"), Generation.NONE, false));
            if (text.contains("*")) {
                key.add(column);
            }
        }

        Table table(List<Draft> all) {
            List<ForeignKey> references = new ArrayList<>();
            for (String arrow : arrows) {
                references.add(reference(arrow, all));
            }
            List<List<String>> indexes = key.isEmpty() ? List.of() : List.of(key);
            return new Table(name, columns, key, uniqueKeys, references, indexes, List.of(), -1, -1);
        }

        private ForeignKey reference(String arrow, List<Draft> all) {
            String[] sides = arrow.split("->", 2);
            boolean deferrable = sides[1].startsWith(">");
            String target = deferrable ? sides[1].substring(1).strip() : sides[1];
            int open = target.indexOf('(');
            TableName parent = name(open < 0 ? target : target.substring(0, open));
            List<String> parentColumns = open < 0
                    ? all.stream()
                            .filter(d -> d.name.equals(parent))
                            .findFirst()
                            .orElseThrow()
                            .key
                    : words(target.substring(open));
            return new ForeignKey(
                    name.name() + "_fk" + (arrows.indexOf(arrow) + 1),
                    name,
                    words(sides[0]),
                    parent,
                    parentColumns,
                    deferrable ? Enforcement.DEFERRABLE : Enforcement.IMMEDIATE);
        }
    }
}
