package io.decant;

import io.decant.SchemaDifference.Kind;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the keys and references of matched tables: what tells rows apart, and what they may name. */
final class KeyDifferences {
    private final Map<TableName, TableMatch> matches = new HashMap<>();
    private final List<SchemaDifference> differences = new ArrayList<>();

    /** @param matches by the archived table's name */
    static List<SchemaDifference> of(Collection<TableMatch> matches) {
        KeyDifferences found = new KeyDifferences();
        matches.forEach(m -> found.matches.put(m.archived().name(), m));
        matches.forEach(found::compareKeys);
        matches.forEach(found::compareReferences);
        return found.differences;
    }

    private void add(TableMatch match, Kind kind, String text) {
        TableName table = match.target().name();
        differences.add(new SchemaDifference(table, null, kind, "table " + table + ": " + text));
    }

    private void compareKeys(TableMatch match) {
        Set<String> here = nameSet(match.target().primaryKey());
        Set<String> there = translated(match, match.archived().primaryKey());
        if (!here.equals(there)) {
            add(
                    match,
                    primaryKey(match.target(), here, there),
                    "the primary key is " + keyText(here) + ", in the archive " + keyText(there));
        }
        Set<Set<String>> keysHere = new HashSet<>();
        match.target().uniqueKeys().forEach(k -> keysHere.add(nameSet(k)));
        Set<Set<String>> keysThere = new HashSet<>();
        match.archived().uniqueKeys().forEach(k -> keysThere.add(translated(match, k)));
        keysThere.stream()
                .filter(k -> !keysHere.contains(k) && !k.equals(here))
                .forEach(k -> add(match, Kind.UNIQUE_KEY_MISSING, "the unique key " + keyText(k) + " is missing"));
        keysHere.stream()
                .filter(k -> !keysThere.contains(k) && !k.equals(there))
                .forEach(k ->
                        add(match, Kind.UNIQUE_KEY_EXTRA, "the unique key " + keyText(k) + " is not in the archive"));
    }

    private static Kind primaryKey(Table target, Set<String> here, Set<String> there) {
        if (there.isEmpty()) {
            return Kind.PRIMARY_KEY_EXTRA;
        }
        if (here.isEmpty()) {
            boolean asUnique = target.uniqueKeys().stream()
                    .anyMatch(k -> nameSet(k).equals(there)
                            && k.stream()
                                    .flatMap(c -> target.column(c).stream())
                                    .noneMatch(Column::nullable));
            return asUnique ? Kind.PRIMARY_KEY_AS_UNIQUE : Kind.PRIMARY_KEY_MISSING;
        }
        return here.containsAll(there) ? Kind.PRIMARY_KEY_WIDER : Kind.PRIMARY_KEY_OTHER;
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
                        namesOf(match, key.columns()), parent.target().name(), namesOf(parent, key.parentColumns())));
            }
        }
        there.stream()
                .filter(r -> !here.contains(r))
                .forEach(r -> add(match, Kind.REFERENCE_MISSING, "the reference " + r + " is missing"));
        here.stream()
                .filter(r -> !there.contains(r))
                .forEach(r -> add(match, Kind.REFERENCE_EXTRA, "the reference " + r + " is not in the archive"));
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
