package io.decant;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The entries of a block of {@link KeyEntries}, those with the same first long beside each other: parents before children, then
 * in the order of the second, third and fourth long. The third says by its upper bits whose entry it is.
 */
final class KeyOrder {
    /** Takes a run of entries that have the same first long, n ≥ 1. */
    @FunctionalInterface
    interface Visitor {
        /** @param at where each entry begins; the run is from {@code from} to before {@code to} */
        void run(long[] entries, int[] at, int from, int to);
    }

    /** Set in the third long of a child. */
    static final long CHILD = 1L << 62;

    /** The bits of a sorted value that are of the hash; the others are an index. */
    private static final long HASH = 0xFFFFFFFF00000000L;

    /** Partitions have the upper bits in common, so others are taken. */
    private static final int SKIPPED = 24;

    private KeyOrder() {}

    static void visit(long[] entries, int count, Visitor visitor) {
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            order[i] = (Long.rotateLeft(entries[i * KeyEntries.WIDTH], SKIPPED) & HASH) | i;
        }
        Arrays.sort(order);
        int[] one = new int[1];
        for (int start = 0; start < count; ) {
            int end = start + 1;
            while (end < count && (order[end] & HASH) == (order[start] & HASH)) {
                end++;
            }
            if (end == start + 1) {
                one[0] = (int) order[start] * KeyEntries.WIDTH;
                visitor.run(entries, one, 0, 1);
            } else {
                visitAlike(entries, places(order, start, end), visitor);
            }
            start = end;
        }
    }

    private static int[] places(long[] order, int from, int to) {
        int[] at = new int[to - from];
        for (int i = 0; i < at.length; i++) {
            at[i] = (int) order[from + i] * KeyEntries.WIDTH;
        }
        return at;
    }

    /** Entries that agree in those bits that were sorted. */
    private static void visitAlike(long[] entries, int[] at, Visitor visitor) {
        int[] sorted = sorted(entries, at);
        for (int start = 0; start < sorted.length; ) {
            int end = start + 1;
            while (end < sorted.length && entries[sorted[end]] == entries[sorted[start]]) {
                end++;
            }
            visitor.run(entries, sorted, start, end);
            start = end;
        }
    }

    private static int[] sorted(long[] entries, int[] at) {
        if (at.length == 2) {
            return compare(entries, at[0], at[1]) <= 0 ? at : new int[] {at[1], at[0]};
        }
        Comparator<Integer> byContent = (one, other) -> compare(entries, one, other);
        return IntStream.of(at).boxed().sorted(byContent).mapToInt(i -> i).toArray();
    }

    private static int compare(long[] entries, int one, int other) {
        int order = Long.compare(entries[one], entries[other]);
        if (order == 0) {
            order = Long.compare(entries[one + 2] & CHILD, entries[other + 2] & CHILD);
        }
        for (int i = 1; i < KeyEntries.WIDTH && order == 0; i++) {
            order = Long.compare(entries[one + i], entries[other + i]);
        }
        return order;
    }
}
