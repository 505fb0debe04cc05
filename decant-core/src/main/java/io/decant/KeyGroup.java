package io.decant;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Entries with one key, ordered by side, then by payload bytes. Reads them where they lie: {@link #bytes} with the offsets
 * given here. Indexes count from 0.
 */
final class KeyGroup {
    /** Bytes before an entry's key: two lengths and the side. */
    static final int HEAD = 9;

    private final byte[] bytes;
    private final Integer[] entries;
    private int from;
    private int to;

    private KeyGroup(byte[] bytes, Integer[] entries) {
        this.bytes = bytes;
        this.entries = entries;
    }

    /** How many entries have this key, at least 1. */
    int size() {
        return to - from;
    }

    byte[] bytes() {
        return bytes;
    }

    int side(int entry) {
        return bytes[at(entry) + 8];
    }

    /** Where the key begins, which is the same for every entry. */
    int keyStart() {
        return at(0) + HEAD;
    }

    int keyLength() {
        return keyLength(bytes, at(0));
    }

    int payloadStart(int entry) {
        return at(entry) + HEAD + keyLength(bytes, at(entry));
    }

    int payloadLength(int entry) {
        return payloadLength(bytes, at(entry));
    }

    private int at(int entry) {
        return entries[from + entry];
    }

    static int keyLength(byte[] b, int at) {
        return getInt(b, at);
    }

    static int payloadLength(byte[] b, int at) {
        return getInt(b, at + 4);
    }

    static int entrySize(byte[] b, int at) {
        return HEAD + keyLength(b, at) + payloadLength(b, at);
    }

    static void putInt(byte[] b, int at, int value) {
        b[at] = (byte) (value >>> 24);
        b[at + 1] = (byte) (value >>> 16);
        b[at + 2] = (byte) (value >>> 8);
        b[at + 3] = (byte) value;
    }

    static int getInt(byte[] b, int at) {
        return b[at] << 24 | (b[at + 1] & 0xFF) << 16 | (b[at + 2] & 0xFF) << 8 | (b[at + 3] & 0xFF);
    }

    /** FNV-1a with a finalizer, so that the upper bits are good for partitions. */
    static long hash(byte[] b, int off, int len) {
        long hash = 0xcbf29ce484222325L;
        for (int i = off; i < off + len; i++) {
            hash = (hash ^ (b[i] & 0xFF)) * 0x100000001b3L;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }

    /** Finds the groups among entries that lie one after the other. */
    static void visit(byte[] bytes, int size, KeySpill.Visitor visitor) {
        long[] order = order(bytes, size);
        Comparator<Integer> byContent = byContent(bytes);
        for (int start = 0; start < order.length; ) {
            int end = start + 1;
            while (end < order.length && order[end] >>> 32 == order[start] >>> 32) {
                end++;
            }
            Integer[] alike = new Integer[end - start];
            for (int i = start; i < end; i++) {
                alike[i - start] = (int) order[i];
            }
            if (alike.length > 1) {
                Arrays.sort(alike, byContent);
            }
            visitRuns(new KeyGroup(bytes, alike), visitor);
            start = end;
        }
    }

    /** Upper half: bits of the key's hash; lower half: where the entry is. */
    private static long[] order(byte[] bytes, int size) {
        int count = 0;
        for (int at = 0; at < size; at += entrySize(bytes, at)) {
            count++;
        }
        long[] order = new long[count];
        int i = 0;
        for (int at = 0; at < size; at += entrySize(bytes, at)) {
            order[i++] = hash(bytes, at + HEAD, keyLength(bytes, at)) << 32 | at;
        }
        Arrays.sort(order);
        return order;
    }

    private static void visitRuns(KeyGroup group, KeySpill.Visitor visitor) {
        group.from = 0;
        while (group.from < group.entries.length) {
            group.to = group.from + 1;
            while (group.to < group.entries.length
                    && group.sameKey(group.entries[group.from], group.entries[group.to])) {
                group.to++;
            }
            visitor.group(group);
            group.from = group.to;
        }
    }

    private boolean sameKey(int one, int two) {
        return compareKeys(bytes, one, two) == 0;
    }

    private static int compareKeys(byte[] b, int one, int two) {
        return Arrays.compareUnsigned(
                b, one + HEAD, one + HEAD + keyLength(b, one), b, two + HEAD, two + HEAD + keyLength(b, two));
    }

    private static Comparator<Integer> byContent(byte[] b) {
        return (one, two) -> {
            int keys = compareKeys(b, one, two);
            if (keys != 0) {
                return keys;
            }
            if (b[one + 8] != b[two + 8]) {
                return Byte.compare(b[one + 8], b[two + 8]);
            }
            return Arrays.compareUnsigned(
                    b,
                    one + HEAD + keyLength(b, one),
                    one + entrySize(b, one),
                    b,
                    two + HEAD + keyLength(b, two),
                    two + entrySize(b, two));
        };
    }
}
