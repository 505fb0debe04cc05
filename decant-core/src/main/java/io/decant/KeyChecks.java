package io.decant;

import io.decant.KeyFindings.Fault;
import io.decant.archive.Manifest;
import io.decant.archive.ManifestTable;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Keys that must be unique, and references that must find their parent, over all tables of an archive. */
final class KeyChecks implements AutoCloseable {
    /** A key of a table: unique, or at least referred to. */
    private record Key(int number, ManifestTable table, List<String> columns, boolean unique, String name) {}

    /** A reference whose parent is in the archive, its columns in the order of the parent key's. */
    private record Reference(int number, Key parent, ManifestTable table, ForeignKey key, List<String> columns) {}

    private final Manifest manifest;
    private final KeyEntries entries;
    private final SipHash.Key secret = SipHash.Key.random();
    private final List<Key> keys = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final Set<TableName> incomplete = new HashSet<>();

    KeyChecks(Manifest manifest, int memory) {
        this.manifest = manifest;
        this.entries = new KeyEntries(memory);
        manifest.included().forEach(this::addKeys);
        manifest.included().forEach(t -> t.table().foreignKeys().forEach(k -> addReference(t, k)));
    }

    private void addKeys(ManifestTable table) {
        if (!table.table().primaryKey().isEmpty()) {
            addKey(table, table.table().primaryKey(), true, "the primary key");
        }
        table.table().uniqueKeys().forEach(k -> addKey(table, k, true, "the unique key"));
    }

    private Key addKey(ManifestTable table, List<String> columns, boolean unique, String name) {
        List<String> sorted = columns.stream().sorted().toList();
        for (Key key : keys) {
            if (key.table().name().equals(table.name()) && key.columns().equals(sorted)) {
                return key;
            }
        }
        Key key = new Key(keys.size(), table, sorted, unique, name + " (" + String.join(", ", columns) + ")");
        keys.add(key);
        return key;
    }

    private void addReference(ManifestTable child, ForeignKey key) {
        manifest.table(key.parent()).filter(ManifestTable::included).ifPresent(parent -> {
            Key parentKey = addKey(parent, key.parentColumns(), false, "the key");
            Map<String, String> byParent = new LinkedHashMap<>();
            IntStream.range(0, key.columns().size())
                    .boxed()
                    .sorted(Comparator.comparing(key.parentColumns()::get))
                    .forEach(i -> byParent.put(
                            key.parentColumns().get(i), key.columns().get(i)));
            references.add(new Reference(references.size(), parentKey, child, key, List.copyOf(byParent.values())));
        });
    }

    /** Looks at rows of one table; for one thread, and as many as are wanted. */
    KeyRows rows(ManifestTable table) {
        List<KeyRows.Watch> watches = new ArrayList<>();
        for (Key watched : keys) {
            if (watched.table().name().equals(table.name())) {
                KeyHash hash = new KeyHash(table.table(), watched.columns(), referred(watched), secret);
                watches.add(new KeyRows.Watch(watched.number(), watched.number(), false, hash, null));
            }
        }
        for (Reference reference : references) {
            if (reference.table().name().equals(table.name())) {
                KeyHash hash = new KeyHash(table.table(), reference.columns(), true, secret);
                KeyRows.When when = when(table.table(), reference.key());
                watches.add(
                        new KeyRows.Watch(reference.number(), reference.parent().number(), true, hash, when));
            }
        }
        return new KeyRows(watches, entries);
    }

    private boolean referred(Key key) {
        return references.stream().anyMatch(r -> r.parent().number() == key.number());
    }

    private static KeyRows.@Nullable When when(Table table, ForeignKey key) {
        if (key.when().isEmpty()) {
            return null;
        }
        List<String> names = key.when().keySet().stream().sorted().toList();
        List<Integer> fields = names.stream()
                .map(n -> table.columns().indexOf(table.requireColumn(n)))
                .toList();
        List<Set<String>> values = new ArrayList<>();
        names.forEach(n -> values.add(Set.copyOf(key.when().getOrDefault(n, List.of()))));
        return new KeyRows.When(fields, values);
    }

    /** Not all rows of this table could be read: nothing is said of references to it. */
    void incomplete(TableName table) {
        incomplete.add(table);
    }

    /**
     * To be called once, after all rows.
     *
     * @return the tables that something was found in
     */
    Set<TableName> evaluate(Workers workers, Findings findings, Findings notes) {
        KeyFindings found = new KeyFindings();
        List<Callable<@Nullable Void>> tasks = new ArrayList<>();
        for (int i = 0; i < entries.partitions(); i++) {
            int number = i;
            tasks.add(() -> {
                entries.visit(number, (block, count) -> KeyOrder.visit(block, count, new KeyRun(found)));
                return null;
            });
        }
        workers.run(tasks);
        Set<TableName> unsound = new HashSet<>();
        for (Key key : keys) {
            if (key.unique()
                    && found.tell(Fault.DUPLICATE, key.number(), duplicate(key), places(key.table()), findings)) {
                unsound.add(key.table().name());
            }
        }
        for (Reference reference : references) {
            if (!incomplete.contains(reference.key().parent())) {
                KeyFindings.Naming places = places(reference.table());
                if (found.tell(Fault.ORPHAN, reference.number(), child(reference, false), places, findings)) {
                    unsound.add(reference.table().name());
                }
                found.tell(Fault.ALIKE, reference.number(), child(reference, true), places, notes);
            }
        }
        return unsound;
    }

    private String child(Reference reference, boolean alike) {
        return "table " + label(reference.table()) + ": "
                + String.join(", ", reference.key().columns())
                + (alike ? " names a row of " : " names no row of ")
                + manifest.label(reference.key().parent())
                + (alike ? " only if case, accents and trailing spaces do not count" : " in the archive");
    }

    private String duplicate(Key key) {
        return "table " + label(key.table()) + ": another row has the same values in " + key.name();
    }

    private String label(ManifestTable table) {
        return manifest.label(table.name());
    }

    private static KeyFindings.Naming places(ManifestTable table) {
        return place -> table.parts().get(place.part()).path() + ", line " + place.line();
    }

    @Override
    public void close() {
        entries.close();
    }
}
