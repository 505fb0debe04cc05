package io.decant;

import io.decant.KeyFindings.Fault;

/** Looks at the entries of one key: parents that are there twice, and children whose parent is not there. */
final class KeyRun implements KeyOrder.Visitor {
    private final KeyFindings found;

    KeyRun(KeyFindings found) {
        this.found = found;
    }

    @Override
    public void run(long[] entries, int[] at, int from, int to) {
        int children = from;
        while (children < to && !isChild(entries, at[children])) {
            if (children > from && sameParent(entries, at[children - 1], at[children])) {
                add(Fault.DUPLICATE, entries, at[children]);
            }
            children++;
        }
        // Both sides are in the order of the exact hash.
        int parent = from;
        for (int child = children; child < to; child++) {
            long exact = entries[at[child] + 1];
            while (parent < children && entries[at[parent] + 1] < exact) {
                parent++;
            }
            if (parent == children || entries[at[parent] + 1] != exact) {
                add(children == from ? Fault.ORPHAN : Fault.ALIKE, entries, at[child]);
            }
        }
    }

    private static boolean isChild(long[] entries, int at) {
        return (entries[at + 2] & KeyOrder.CHILD) != 0;
    }

    private static boolean sameParent(long[] entries, int one, int other) {
        return entries[one + 1] == entries[other + 1] && number(entries[one + 2]) == number(entries[other + 2]);
    }

    private void add(Fault fault, long[] entries, int at) {
        long whose = entries[at + 2];
        found.add(fault, number(whose), (int) whose, entries[at + 3]);
    }

    private static int number(long whose) {
        return (int) ((whose & ~KeyOrder.CHILD) >>> Integer.SIZE);
    }
}
