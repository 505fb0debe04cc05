package io.decant;

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

    /** Partitions have the upper bits in common, so others are taken. */
    private static final int SKIPPED = 24;

    private KeyOrder() {}

    static void visit(long[] entries, int count, Visitor visitor) {
        // Chains of entries that agree in some bits; 0 ends one. Mostly an entry is alone in its chain.
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count) + 1;
        int[] heads = new int[1 << bits];
        int[] next = new int[count];
        for (int i = 0; i < count; i++) {
            int slot = (int) (Long.rotateLeft(entries[i * KeyEntries.WIDTH], SKIPPED) >>> (Long.SIZE - bits));
            next[i] = heads[slot];
            heads[slot] = i + 1;
        }
        int[] one = new int[1];
        for (int head : heads) {
            if (head != 0 && next[head - 1] == 0) {
                one[0] = (head - 1) * KeyEntries.WIDTH;
                visitor.run(entries, one, 0, 1);
            } else if (head != 0) {
                visitAlike(entries, chain(head, next), visitor);
            }
        }
    }

    private static int[] chain(int head, int[] next) {
        int length = 0;
        for (int i = head; i != 0; i = next[i - 1]) {
            length++;
        }
        int[] at = new int[length];
        for (int i = head, j = 0; i != 0; i = next[i - 1]) {
            at[j++] = (i - 1) * KeyEntries.WIDTH;
        }
        return at;
    }

    /** Entries of one chain. */
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
