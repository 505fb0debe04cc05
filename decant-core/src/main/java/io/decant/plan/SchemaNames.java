package io.decant.plan;

import io.decant.plan.TenantModel.Name;
import io.decant.schema.Column;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Looks up names as people write them: exactly, else by the only match that differs in case, with or without the schema.
 * What is unknown or ambiguous goes to the problems.
 */
final class SchemaNames {
    private final Schema schema;
    private final Problems problems;
    private final Map<String, Integer> uses = new TreeMap<>();

    SchemaNames(Schema schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
        schema.tables().forEach(t -> uses.merge(t.name().name(), 1, Integer::sum));
    }

    /** The shortest name that is unique in the schema, for people and for YAML. */
    String display(TableName name) {
        return uses.getOrDefault(name.name(), 0) > 1 ? name.toString() : name.name();
    }

    Optional<Table> table(Name written) {
        List<Table> found = find(written.text());
        if (found.size() == 1) {
            return Optional.of(found.get(0));
        }
        problems.add(
                written,
                found.isEmpty()
                        ? "there is no table \"" + written + "\"" + Nearest.hint(written.text(), tableNames())
                        : "\"" + written + "\" may be any of " + names(found)
                                + "; write it as it is spelled, with its schema");
        return Optional.empty();
    }

    Optional<Column> column(Table table, Name written) {
        List<Column> found = find(table, written.text());
        if (found.size() == 1) {
            return Optional.of(found.get(0));
        }
        List<String> all = table.columns().stream().map(Column::name).toList();
        problems.add(
                written,
                found.isEmpty()
                        ? "table " + table.name() + " has no column \"" + written + "\""
                                + Nearest.hint(written.text(), all)
                        : "\"" + written + "\" may be any of the columns "
                                + String.join(
                                        ", ", found.stream().map(Column::name).toList()) + " of " + table.name()
                                + "; write it as it is spelled");
        return Optional.empty();
    }

    /** The columns' exact names, or an empty list if one is not there. */
    List<String> columns(Table table, List<Name> written) {
        List<String> exact = new ArrayList<>();
        written.forEach(name -> column(table, name).map(Column::name).ifPresent(exact::add));
        return exact.size() == written.size() ? exact : List.of();
    }

    /** A table and its column from {@code table.column}; either may hold dots of its own. */
    Optional<Map.Entry<Table, Column>> tableAndColumn(Name written) {
        List<Map.Entry<Table, Column>> found = new ArrayList<>();
        String text = written.text();
        Name table = written;
        for (int dot = text.lastIndexOf('.'); dot > 0; dot = text.lastIndexOf('.', dot - 1)) {
            List<Table> tables = find(text.substring(0, dot));
            if (tables.size() == 1) {
                table = new Name(text.substring(0, dot), written.line());
                for (Column column : find(tables.get(0), text.substring(dot + 1))) {
                    found.add(Map.entry(tables.get(0), column));
                }
            }
        }
        if (found.size() == 1) {
            return Optional.of(found.get(0));
        }
        if (found.size() > 1) {
            problems.add(written, "\"" + text + "\" may be any of several columns; write it as it is spelled");
        } else if (table.text().equals(text)) {
            table(new Name(text.substring(0, Math.max(0, text.lastIndexOf('.'))), written.line()));
        } else {
            Name column = new Name(text.substring(table.text().length() + 1), written.line());
            table(table).ifPresent(t -> column(t, column));
        }
        return Optional.empty();
    }

    /** Columns of exactly this name, else those that differ in case only. */
    static List<Column> find(Table table, String written) {
        List<Column> exact =
                table.columns().stream().filter(c -> c.name().equals(written)).toList();
        return exact.isEmpty()
                ? table.columns().stream()
                        .filter(c -> sameWithoutCase(c.name(), written))
                        .toList()
                : exact;
    }

    private List<Table> find(String written) {
        List<Predicate<TableName>> tries = List.of(
                name -> name.toString().equals(written),
                name -> name.name().equals(written),
                name -> sameWithoutCase(name.toString(), written),
                name -> sameWithoutCase(name.name(), written));
        for (Predicate<TableName> attempt : tries) {
            List<Table> found =
                    schema.tables().stream().filter(t -> attempt.test(t.name())).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    static boolean sameWithoutCase(String a, String b) {
        return a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT));
    }

    private List<String> tableNames() {
        return schema.tables().stream().map(t -> display(t.name())).toList();
    }

    private static String names(List<Table> tables) {
        return String.join(", ", tables.stream().map(t -> t.name().toString()).toList());
    }
}
