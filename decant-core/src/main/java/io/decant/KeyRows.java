package io.decant;

import io.decant.record.RecordBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Notes the keys and references of rows of one table, part after part. Not thread-safe. */
final class KeyRows {
    /**
     * What is looked at in each row.
     *
     * @param number of the key, or of the reference
     * @param key of the key, which for a reference is its parent's
     */
    record Watch(
            int number,
            int key,
            boolean child,
            KeyHash hash,
            @Nullable When when) {}

    /** A configured reference holds only for rows whose columns have one of the values. */
    record When(List<Integer> fields, List<Set<String>> values) {
        boolean holds(RecordBuffer row) {
            return IntStream.range(0, fields.size())
                    .allMatch(i -> !row.isNull(fields.get(i)) && values.get(i).contains(row.text(fields.get(i))));
        }
    }

    private final Watch[] watches;
    private final KeyEntries entries;
    private final @Nullable RecentChildren recent;
    private int part;

    KeyRows(List<Watch> watches, KeyEntries entries) {
        this.watches = watches.toArray(Watch[]::new);
        this.entries = entries;
        this.recent = watches.stream().anyMatch(Watch::child) ? new RecentChildren() : null;
    }

    /** @param number which part of the table, from 0 */
    void beginPart(int number) {
        part = number;
        for (Watch watch : watches) {
            watch.hash().forget();
        }
    }

    void look(RecordBuffer row, long line) {
        for (Watch watch : watches) {
            When when = watch.when();
            if (when != null && !when.holds(row)) {
                continue;
            }
            boolean known = watch.child() && watch.hash().repeats(row);
            if (!known && watch.hash().hash(row, watch.key())) {
                add(watch, line);
            }
        }
    }

    private void add(Watch watch, long line) {
        KeyHash hash = watch.hash();
        if (watch.child() && recent != null && recent.seen(watch.number(), part, hash.exact())) {
            return;
        }
        long whose = (long) watch.number() << Integer.SIZE | part | (watch.child() ? KeyOrder.CHILD : 0);
        entries.add(hash.folded(), hash.exact(), whose, line);
    }

    /**
     * Children that name the same parent as one shortly before need no second look: mostly there are many. What is left out
     * depends on the part alone, so that the same archive gives the same report, whoever reads which part.
     */
    private static final class RecentChildren {
        private final long[] hashes = new long[1 << 16];

        boolean seen(int reference, int part, long exact) {
            long mixed = exact + reference * 0x9E3779B97F4A7C15L + (part + 1) * 0xC2B2AE3D27D4EB4FL;
            int slot = (int) mixed & (hashes.length - 1);
            if (hashes[slot] == mixed) {
                return true;
            }
            hashes[slot] = mixed;
            return false;
        }
    }
}
