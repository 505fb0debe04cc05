package io.decant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Brings hashes of equal keys together, in bounded memory: what does not fit is spilled to temporary files, parted by the
 * hash, which only this user can read and which are gone after {@link #close}. An entry is {@value #WIDTH} longs, of which the
 * first is a hash that nobody can foretell. Add all, by any number of threads; then visit each partition once, by any number.
 */
final class KeyEntries implements AutoCloseable {
    static final int DEFAULT_MEMORY = 4 * 1024 * 1024;

    /** Longs of an entry. */
    static final int WIDTH = 4;

    private static final int BITS = 6;
    private static final int DEEPEST = 4;

    /** Takes the entries of a partition, among which are all whose first long is one of theirs. */
    @FunctionalInterface
    interface Visitor {
        /** @param count entries, from the beginning of the array */
        void block(long[] entries, int count);
    }

    private final int memory;
    private final int level;
    private final KeyPartition[] partitions = new KeyPartition[1 << BITS];
    private @Nullable Path folder;

    /** @param memory bytes of entries to hold before they are spilled, and to take up again at a time */
    KeyEntries(int memory) {
        this(memory, 0);
    }

    private KeyEntries(int memory, int level) {
        this.memory = memory;
        this.level = level;
        int most = Math.max(1, memory / partitions.length / (WIDTH * Long.BYTES));
        for (int i = 0; i < partitions.length; i++) {
            int number = i;
            partitions[i] = new KeyPartition(() -> folder().resolve(Integer.toString(number)), most);
        }
    }

    void add(long hash, long second, long third, long fourth) {
        int partition = (int) (hash >>> (Long.SIZE - BITS * (level + 1))) & (partitions.length - 1);
        try {
            partitions[partition].add(hash, second, third, fourth);
        } catch (IOException e) {
            throw KeySpill.failure(e);
        }
    }

    private synchronized Path folder() throws IOException {
        Path made = folder;
        if (made == null) {
            made = Files.createTempDirectory("decant-spill-");
            folder = made;
        }
        return made;
    }

    int partitions() {
        return partitions.length;
    }

    /** Visits the entries of a partition, in blocks that fit into the memory, and forgets them. */
    void visit(int number, Visitor visitor) {
        KeyPartition partition = partitions[number];
        try {
            // Equal hashes cannot be parted any further: at some depth they are taken as they are.
            if (partition.bytes() <= memory || level == DEEPEST - 1) {
                long[] entries = partition.take();
                visitor.block(entries, entries.length / WIDTH);
                return;
            }
            try (KeyEntries smaller = new KeyEntries(memory, level + 1)) {
                partition.drain(smaller);
                for (int i = 0; i < smaller.partitions(); i++) {
                    smaller.visit(i, visitor);
                }
            }
        } catch (IOException e) {
            throw KeySpill.failure(e);
        }
    }

    @Override
    public void close() {
        try {
            for (KeyPartition partition : partitions) {
                partition.close();
            }
            Path spilled = folder;
            if (spilled != null) {
                Files.delete(spilled);
                folder = null;
            }
        } catch (IOException e) {
            throw KeySpill.failure(e);
        }
    }
}
