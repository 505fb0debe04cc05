package io.decant;

import io.decant.TableMatch.ColumnMatch;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Lays an archive's tables over a target schema and lists everything that does not agree.
 *
 * <p>Names match exactly, else by the one name that differs in case only. The target's database schema may be called
 * otherwise ({@code public}, {@code main}, {@code PUBLIC}), as long as the table's name is unique there.
 *
 * @param tables the archived tables that the target has, in the archive's order
 * @param differences one line each, for people; empty if the schemas match
 */
record SchemaMatch(List<TableMatch> tables, List<String> differences) {

    SchemaMatch {
        tables = List.copyOf(tables);
        differences = List.copyOf(differences);
    }

    /**
     * @param archived the tables of the archive that hold rows, references included
     * @param target every table of the target, with the types and references that its model adds
     * @param obstacle what keeps a column of the target from holding a type, empty if nothing does
     */
    static SchemaMatch of(
            Collection<Table> archived, Schema target, BiFunction<Column, ColumnType, Optional<String>> obstacle) {
        return new Comparison(target, obstacle).compare(archived);
    }

    /** One comparison's state: what was found so far. */
    private static final class Comparison {
        private final Schema target;
        private final BiFunction<Column, ColumnType, Optional<String>> obstacle;
        private final Map<TableName, TableMatch> matches = new LinkedHashMap<>();
        private final List<String> differences = new ArrayList<>();

        Comparison(Schema target, BiFunction<Column, ColumnType, Optional<String>> obstacle) {
            this.target = target;
            this.obstacle = obstacle;
        }

        SchemaMatch compare(Collection<Table> archived) {
            Map<TableName, TableName> taken = new HashMap<>();
            for (Table table : archived) {
                Optional<Table> place = place(table.name());
                if (place.isEmpty()) {
                    differences.add("table " + table.name().name() + " is not in the target, or not by one name only");
                    continue;
                }
                TableName twin = taken.put(place.get().name(), table.name());
                if (twin != null) {
                    differences.add("tables " + twin + " and " + table.name() + " of the archive would both be "
                            + place.get().name());
                    continue;
                }
                matches.put(table.name(), match(table, place.get()));
            }
            matches.values().forEach(this::compareKeys);
            matches.values().forEach(this::compareReferences);
            return new SchemaMatch(List.copyOf(matches.values()), differences);
        }

        private Optional<Table> place(TableName name) {
            Optional<Table> exact = target.table(name);
            return exact.isPresent()
                    ? exact
                    : byName(name.name(), target.tables(), t -> t.name().name());
        }

        private TableMatch match(Table archived, Table place) {
            String at = "table " + place.name() + ": ";
            List<ColumnMatch> columns = new ArrayList<>();
            Set<String> supplied = new HashSet<>();
            for (Column column : archived.columns()) {
                Optional<Column> found = byName(column.name(), place.columns(), Column::name);
                if (found.isEmpty()) {
                    differences.add(at + "column " + column.name() + " (" + typeName(column) + ") is missing");
                    continue;
                }
                if (!supplied.add(found.get().name())) {
                    differences.add(at + "two archived columns would both be "
                            + found.get().name());
                    continue;
                }
                ColumnMatch match = new ColumnMatch(column, found.get());
                columns.add(match);
                compareColumn(at, match);
            }
            for (Column column : place.columns()) {
                if (!supplied.contains(column.name()) && !suppliesItself(column)) {
                    differences.add(at + "column " + column.name()
                            + " is not in the archive, and is neither nullable, defaulted nor generated");
                }
            }
            return new TableMatch(archived, place, columns);
        }

        private void compareColumn(String at, ColumnMatch match) {
            Column here = match.target();
            if (here.computed()) {
                if (!match.archived().computed()) {
                    differences.add(
                            at + "column " + here.name() + " is computed by the target, and plain in the archive");
                }
                return;
            }
            // Where the source declared no limit, each value decides: too long a one is refused when it is met.
            obstacle.apply(here, match.column().type().orLimitsOf(here.type()))
                    .ifPresent(why -> differences.add(at + "column " + here.name() + " (" + here.nativeType()
                            + ") cannot hold " + typeName(match.archived()) + ": " + why));
            if (match.archived().nullable() && !here.nullable()) {
                differences.add(at + "column " + here.name() + " is NOT NULL, and nullable in the archive");
            }
        }

        private static boolean suppliesItself(Column column) {
            return column.nullable() || column.hasDefault() || column.generation() != Column.Generation.NONE;
        }

        private void compareKeys(TableMatch match) {
            String at = "table " + match.target().name() + ": ";
            Set<String> here = nameSet(match.target().primaryKey());
            Set<String> there = translated(match, match.archived().primaryKey());
            if (!here.equals(there)) {
                differences.add(at + "the primary key is " + keyText(here) + ", in the archive " + keyText(there));
            }
            Set<Set<String>> keysHere = new HashSet<>();
            match.target().uniqueKeys().forEach(k -> keysHere.add(nameSet(k)));
            Set<Set<String>> keysThere = new HashSet<>();
            match.archived().uniqueKeys().forEach(k -> keysThere.add(translated(match, k)));
            keysThere.stream()
                    .filter(k -> !keysHere.contains(k) && !k.equals(here))
                    .forEach(k -> differences.add(at + "the unique key " + keyText(k) + " is missing"));
            keysHere.stream()
                    .filter(k -> !keysThere.contains(k) && !k.equals(there))
                    .forEach(k -> differences.add(at + "the unique key " + keyText(k) + " is not in the archive"));
        }

        private void compareReferences(TableMatch match) {
            Set<Reference> here = new HashSet<>();
            Set<TableName> taken = new HashSet<>();
            matches.values().forEach(m -> taken.add(m.target().name()));
            for (ForeignKey key : match.target().foreignKeys()) {
                if (taken.contains(key.parent()) && key.enforcement() != ForeignKey.Enforcement.NONE) {
                    here.add(Reference.of(key.columns(), key.parent(), key.parentColumns()));
                }
            }
            Set<Reference> there = new HashSet<>();
            for (ForeignKey key : match.archived().foreignKeys()) {
                TableMatch parent = matches.get(key.parent());
                if (parent != null) {
                    there.add(Reference.of(
                            namesOf(match, key.columns()),
                            parent.target().name(),
                            namesOf(parent, key.parentColumns())));
                }
            }
            String at = "table " + match.target().name() + ": ";
            there.stream()
                    .filter(r -> !here.contains(r))
                    .forEach(r -> differences.add(at + "the reference " + r + " is missing"));
            here.stream()
                    .filter(r -> !there.contains(r))
                    .forEach(r -> differences.add(at + "the reference " + r + " is not in the archive"));
        }

        private static Set<String> translated(TableMatch match, List<String> columns) {
            return nameSet(namesOf(match, columns));
        }

        private static List<String> namesOf(TableMatch match, List<String> columns) {
            return columns.stream().map(c -> match.targetName(c).orElse(c)).toList();
        }

        private static Set<String> nameSet(List<String> names) {
            return new TreeSet<>(names);
        }

        private static String keyText(Set<String> names) {
            return names.isEmpty() ? "none" : "(" + String.join(", ", names) + ")";
        }

        private static String typeName(Column column) {
            return column.type().kind().canonicalName();
        }

        private static <T> Optional<T> byName(String wanted, List<T> candidates, Function<T, String> name) {
            List<T> alike = candidates.stream()
                    .filter(c -> name.apply(c).toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT)))
                    .toList();
            List<T> exact =
                    alike.stream().filter(c -> name.apply(c).equals(wanted)).toList();
            List<T> found = exact.isEmpty() ? alike : exact;
            return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        }
    }

    /** A reference by what it means: which columns name which row, in whatever order they were declared. */
    private record Reference(Set<String> pairs, TableName parent) {
        static Reference of(List<String> columns, TableName parent, List<String> parentColumns) {
            Set<String> pairs = new TreeSet<>();
            for (int i = 0; i < columns.size(); i++) {
                pairs.add(columns.get(i) + " = " + parentColumns.get(i));
            }
            return new Reference(pairs, parent);
        }

        @Override
        public String toString() {
            return "to " + parent + " (" + String.join(", ", pairs) + ")";
        }
    }
}
