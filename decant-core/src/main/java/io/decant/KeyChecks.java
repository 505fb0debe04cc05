package io.decant;

import io.decant.archive.Manifest;
import io.decant.archive.ManifestTable;
import io.decant.record.RecordBuffer;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Keys that must be unique, and references that must find their parent, over all tables of an archive. */
final class KeyChecks implements AutoCloseable {
    private static final int PARENT = 0;
    private static final int CHILD = 1;
    private static final int KEY_BYTES = 16;
    private static final int PAYLOAD = 24;

    /** A key of a table: unique, or at least referred to. */
    private record Key(int number, ManifestTable table, List<String> columns, boolean unique, String name) {}

    /** A reference whose parent is in the archive, its columns in the order of the parent key's. */
    private record Reference(int number, Key parent, ManifestTable table, ForeignKey key, List<String> columns) {}

    /** What is looked at in each row of one table. */
    private record Watch(
            int number,
            int side,
            int key,
            KeyHash hash,
            @Nullable When when) {}

    /** A configured reference holds only for rows whose columns have one of the values. */
    private record When(List<Integer> fields, List<Set<String>> values) {
        boolean holds(RecordBuffer row) {
            return IntStream.range(0, fields.size())
                    .allMatch(i -> !row.isNull(fields.get(i)) && values.get(i).contains(row.text(fields.get(i))));
        }
    }

    private final Manifest manifest;
    private final KeySpill entries;
    private final List<Key> keys = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final Set<TableName> incomplete = new HashSet<>();
    private final RecentChildren recent = new RecentChildren();
    private final byte[] key = new byte[4 + KEY_BYTES];
    private final byte[] payload = new byte[PAYLOAD];

    KeyChecks(Manifest manifest, int memory) {
        this.manifest = manifest;
        this.entries = new KeySpill(memory);
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

    /** Looks at each row of one table. */
    Rows rows(ManifestTable table) {
        List<Watch> watches = new ArrayList<>();
        for (Key watched : keys) {
            if (watched.table().name().equals(table.name())) {
                KeyHash hash = new KeyHash(table.table(), watched.columns());
                watches.add(new Watch(watched.number(), PARENT, watched.number(), hash, null));
            }
        }
        for (Reference reference : references) {
            if (reference.table().name().equals(table.name())) {
                KeyHash hash = new KeyHash(table.table(), reference.columns());
                When when = when(table.table(), reference.key());
                watches.add(
                        new Watch(reference.number(), CHILD, reference.parent().number(), hash, when));
            }
        }
        return new Rows(watches);
    }

    private static @Nullable When when(Table table, ForeignKey key) {
        if (key.when().isEmpty()) {
            return null;
        }
        List<String> names = key.when().keySet().stream().sorted().toList();
        List<Integer> fields = names.stream()
                .map(n -> table.columns().indexOf(table.requireColumn(n)))
                .toList();
        List<Set<String>> values = new ArrayList<>();
        names.forEach(n -> values.add(Set.copyOf(key.when().getOrDefault(n, List.of()))));
        return new When(fields, values);
    }

    /** The rows of one table, one after the other. */
    final class Rows {
        private final List<Watch> watches;

        private Rows(List<Watch> watches) {
            this.watches = watches;
        }

        /** @param part which part of the table, from 0 */
        void look(RecordBuffer row, int part, long line) {
            for (Watch watch : watches) {
                When when = watch.when();
                if ((when == null || when.holds(row)) && watch.hash().hash(row)) {
                    add(watch, part, line);
                }
            }
        }
    }

    private void add(Watch watch, int part, long line) {
        byte[] exact = watch.hash().exact();
        if (watch.side() == CHILD && recent.seen(watch.number(), exact)) {
            return;
        }
        KeyGroup.putInt(key, 0, watch.key());
        System.arraycopy(watch.hash().folded(), 0, key, 4, KEY_BYTES);
        System.arraycopy(exact, 0, payload, 0, 8);
        KeyGroup.putInt(payload, 8, watch.number());
        KeyGroup.putInt(payload, 12, part);
        KeyGroup.putInt(payload, 16, (int) (line >>> 32));
        KeyGroup.putInt(payload, 20, (int) line);
        entries.add(watch.side(), key, 0, key.length, payload, 0, PAYLOAD);
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
    Set<TableName> evaluate(Findings findings, Findings notes) {
        Set<TableName> unsound = new HashSet<>();
        entries.forEachGroup(group -> {
            Set<Long> parents = new HashSet<>();
            for (int i = 0; i < group.size(); i++) {
                long exact = longAt(group, i, 0);
                if (group.side(i) == PARENT) {
                    boolean first = parents.add(exact);
                    Key parent = keys.get(intAt(group, i, 8));
                    if (!first && parent.unique()) {
                        findings.add(duplicate(parent), where(group, i, parent.table()));
                        unsound.add(parent.table().name());
                    }
                } else if (!parents.contains(exact)) {
                    boolean alike = !parents.isEmpty();
                    child(group, i, alike, alike ? notes : findings, alike ? new HashSet<>() : unsound);
                }
            }
        });
        return unsound;
    }

    private void child(KeyGroup group, int entry, boolean alike, Findings into, Set<TableName> unsound) {
        Reference reference = references.get(intAt(group, entry, 8));
        if (!incomplete.contains(reference.key().parent())) {
            String what = "table " + label(reference.table()) + ": "
                    + String.join(", ", reference.key().columns())
                    + (alike ? " names a row of " : " names no row of ")
                    + manifest.label(reference.key().parent())
                    + (alike ? " only if case, accents and trailing spaces do not count" : " in the archive");
            into.add(what, where(group, entry, reference.table()));
            unsound.add(reference.table().name());
        }
    }

    private String duplicate(Key key) {
        return "table " + label(key.table()) + ": another row has the same values in " + key.name();
    }

    private String label(ManifestTable table) {
        return manifest.label(table.name());
    }

    private static String where(KeyGroup group, int entry, ManifestTable table) {
        String path = table.parts().get(intAt(group, entry, 12)).path();
        return path + ", line " + longAt(group, entry, 16);
    }

    private static int intAt(KeyGroup group, int entry, int offset) {
        return KeyGroup.getInt(group.bytes(), group.payloadStart(entry) + offset);
    }

    private static long longAt(KeyGroup group, int entry, int offset) {
        return (long) intAt(group, entry, offset) << 32 | (intAt(group, entry, offset + 4) & 0xFFFFFFFFL);
    }

    @Override
    public void close() {
        entries.close();
    }

    /** Children that name the same parent as one shortly before need no second look: mostly there are many. */
    private static final class RecentChildren {
        private final long[] hashes = new long[1 << 16];

        boolean seen(int reference, byte[] exact) {
            long hash = (long) KeyGroup.getInt(exact, 8) << 32 | (KeyGroup.getInt(exact, 12) & 0xFFFFFFFFL);
            long mixed = hash + reference * 0x9E3779B97F4A7C15L;
            int slot = (int) mixed & (hashes.length - 1);
            if (hashes[slot] == mixed) {
                return true;
            }
            hashes[slot] = mixed;
            return false;
        }
    }
}
