package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out from names and references which table has a row per tenant, and which columns hold its key. */
final class TenantGuess {
    /** Key columns whose name says nothing in another table. */
    private static final Set<String> GENERIC = Set.of("id", "uuid", "guid", "key", "name", "code", "no", "number");

    /** A column in so many tables is worth calling a tenant column even where its name does not say so. */
    private static final int ENOUGH_TABLES = 2;

    private final Schema schema;
    private final DraftHints hints;
    private final @Nullable Table root;
    private final List<String> key;

    TenantGuess(Schema schema, DraftHints hints) {
        this.schema = schema;
        this.hints = hints;
        this.root = hints.root() == null ? guessRoot() : namedRoot(hints.root());
        this.key = root == null ? List.of() : key(root);
    }

    Optional<Table> root() {
        return Optional.ofNullable(root);
    }

    List<String> key() {
        return key;
    }

    private Table namedRoot(String name) {
        Problems problems = new Problems("--root");
        Optional<Table> found = new SchemaNames(schema, problems).table(new TenantModel.Name(name, 1));
        problems.throwIfAny();
        return found.orElseThrow();
    }

    /** Among tables named like a tenant the one that most others name; else one that half of all name. */
    private @Nullable Table guessRoot() {
        Comparator<Table> mostNamed = Comparator.comparingLong((Table t) -> -namers(t));
        Comparator<Table> likeliest =
                Comparator.comparingInt(t -> TenantWords.rank(t.name().name()).orElse(99));
        Optional<Table> byName = schema.tables().stream()
                .filter(t -> TenantWords.rank(t.name().name()).isPresent() && !keys(t).isEmpty() && namers(t) > 0)
                .min(mostNamed.thenComparing(likeliest).thenComparing(Table::name));
        return byName.or(() -> schema.tables().stream()
                        .filter(t -> namers(t) > 1
                                && namers(t) * 2 >= schema.tables().size() - 1)
                        .min(mostNamed.thenComparing(Table::name)))
                .orElse(null);
    }

    /** How many other tables refer to this one, or have a column named after it. */
    private long namers(Table parent) {
        return schema.tables().stream()
                .filter(t -> !t.equals(parent))
                .filter(t -> t.foreignKeys().stream().anyMatch(r -> r.parent().equals(parent.name()))
                        || t.columns().stream().anyMatch(c -> namedAfter(c.name(), parent)))
                .count();
    }

    private static boolean namedAfter(String column, Table parent) {
        List<String> words = TenantWords.words(column);
        List<String> table = TenantWords.words(parent.name().name());
        return !table.isEmpty()
                && words.size() == 2
                && words.get(1).equals("id")
                && TenantWords.isWord(table.get(0), words.get(0));
    }

    private static List<List<String>> keys(Table table) {
        return Stream.concat(Stream.of(table.primaryKey()), table.uniqueKeys().stream())
                .filter(k -> !k.isEmpty())
                .toList();
    }

    /** The key that most references name; the primary key where they do not tell. */
    private List<String> key(Table table) {
        if (!hints.key().isEmpty()) {
            return hints.key();
        }
        Map<List<String>, Integer> named = new LinkedHashMap<>();
        keys(table).forEach(k -> named.put(k, 0));
        schema.tables().stream()
                .flatMap(t -> t.foreignKeys().stream())
                .filter(r -> r.parent().equals(table.name()) && !r.selfReferencing())
                .forEach(r -> named.merge(r.parentColumns(), 1, Integer::sum));
        return named.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .filter(e -> e.getValue() > 0)
                .map(Map.Entry::getKey)
                .orElse(table.primaryKey());
    }

    /** Columns by which people may know a tenant: the root's first other key of one text column. */
    List<String> nameColumns() {
        return root().stream()
                .flatMap(t -> t.uniqueKeys().stream()
                        .filter(k -> k.size() == 1 && !k.equals(key))
                        .filter(k -> t.requireColumn(k.get(0)).type().kind() == TypeKind.TEXT))
                .findFirst()
                .orElse(List.of());
    }

    /** Names of columns that hold the key, each as many as the key has columns; those that most tables have come first. */
    List<List<String>> tenantColumns() {
        if (!hints.tenantColumns().isEmpty()) {
            return key.size() > 1
                    ? List.of(hints.tenantColumns())
                    : hints.tenantColumns().stream().map(List::of).toList();
        }
        Map<List<String>, Integer> tables = new TreeMap<>(Comparator.comparing(l -> String.join(",", l)));
        schema.tables().stream().filter(t -> !t.equals(root)).forEach(t -> {
            List<List<String>> found = toRoot(t);
            if (found.size() == 1) {
                tables.merge(found.get(0), 1, Integer::sum);
            }
        });
        tables.entrySet().removeIf(e -> e.getValue() < ENOUGH_TABLES && !speaks(e.getKey()));
        byWords().forEach((name, count) -> tables.merge(List.of(name), count, (a, b) -> a));
        List<List<String>> ordered = new ArrayList<>(tables.keySet());
        ordered.sort(Comparator.comparingInt((List<String> names) -> -tables.getOrDefault(names, 0)));
        Set<String> seen = new TreeSet<>();
        ordered.removeIf(names -> !seen.add(String.join(",", names).toLowerCase(Locale.ROOT)));
        return ordered;
    }

    private List<List<String>> toRoot(Table child) {
        return root == null
                ? List.of()
                : child.foreignKeys().stream()
                        .filter(r -> r.parent().equals(root.name())
                                && r.parentColumns().equals(key))
                        .map(ForeignKey::columns)
                        .distinct()
                        .toList();
    }

    private boolean speaks(List<String> columns) {
        return columns.size() == key.size() && columns.stream().anyMatch(this::speaks);
    }

    /** Whether a column's name speaks of the tenant itself: {@code tenant}, {@code tenant_id}, {@code <root>_id}, the key's own name. */
    private boolean speaks(String column) {
        List<String> words = TenantWords.words(column);
        List<String> stem = words.size() > 1 && words.get(words.size() - 1).equals("id")
                ? words.subList(0, words.size() - 1)
                : words;
        List<String> table =
                root == null ? List.of() : TenantWords.words(root.name().name());
        boolean afterRoot = stem.size() == 1 && !table.isEmpty() && TenantWords.isWord(table.get(0), stem.get(0));
        boolean ofKey = key.contains(column) && !GENERIC.contains(column.toLowerCase(Locale.ROOT));
        return stem.equals(List.of("tenant")) || afterRoot || ofKey;
    }

    /** Columns without a reference that speak of the tenant and have the key's type, with the number of tables. */
    private Map<String, Integer> byWords() {
        Map<String, Integer> counts = new TreeMap<>();
        if (key.size() > 1) {
            return counts;
        }
        TypeKind kind =
                root == null ? null : root.requireColumn(key.get(0)).type().kind();
        for (Table table : schema.tables()) {
            for (Column column : table.columns()) {
                boolean isKey = table.equals(root) && key.contains(column.name());
                boolean refers =
                        table.foreignKeys().stream().anyMatch(r -> r.columns().equals(List.of(column.name())));
                if (!isKey && !refers && (kind == null || kind == column.type().kind()) && speaks(column.name())) {
                    counts.merge(column.name(), 1, Integer::sum);
                }
            }
        }
        return counts;
    }
}
