package io.decant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some of the entries of {@link KeyEntries}: the last ones in memory, those before them in a file. Thread-safe. */
final class KeyPartition implements AutoCloseable {
    private static final int WIDTH = KeyEntries.WIDTH;
    private static final int ENTRY = WIDTH * Long.BYTES;
    private static final int FEWEST = 16;
    private static final int BLOCK = 2048;

    /** Names the file, where one is needed. */
    @FunctionalInterface
    interface Naming {
        Path file() throws IOException;
    }

    private final Naming naming;
    private final int most;
    private long[] held;
    private int size;
    private long spilled;
    private @Nullable Path file;
    private @Nullable FileChannel channel;

    /** @param most entries to hold in memory, n ≥ 1 */
    KeyPartition(Naming naming, int most) {
        this.naming = naming;
        this.most = most;
        this.held = new long[WIDTH * Math.min(FEWEST, most)];
    }

    synchronized void add(long first, long second, long third, long fourth) throws IOException {
        if (size == held.length) {
            makeRoom();
        }
        held[size] = first;
        held[size + 1] = second;
        held[size + 2] = third;
        held[size + 3] = fourth;
        size += WIDTH;
    }

    private void makeRoom() throws IOException {
        if (size < WIDTH * most) {
            held = Arrays.copyOf(held, (int) Math.min((long) WIDTH * most, 2L * held.length));
            return;
        }
        FileChannel out = channel;
        if (out == null) {
            Path named = naming.file();
            file = named;
            out = FileChannel.open(
                    named, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel = out;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size * Long.BYTES);
        bytes.asLongBuffer().put(held, 0, size);
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        spilled += size / WIDTH;
        size = 0;
    }

    synchronized long bytes() {
        return (spilled + size / WIDTH) * ENTRY;
    }

    /** All entries, which are forgotten. */
    synchronized long[] take() throws IOException {
        long[] all = new long[Math.toIntExact(spilled * WIDTH + size)];
        int[] at = {0};
        read((block, longs) -> {
            System.arraycopy(block, 0, all, at[0], longs);
            at[0] += longs;
        });
        close();
        return all;
    }

    /** Moves all entries. */
    synchronized void drain(KeyEntries into) throws IOException {
        read((block, longs) -> {
            for (int i = 0; i < longs; i += WIDTH) {
                into.add(block[i], block[i + 1], block[i + 2], block[i + 3]);
            }
        });
        close();
    }

    @FunctionalInterface
    private interface Taker {
        void take(long[] block, int longs);
    }

    private void read(Taker taker) throws IOException {
        FileChannel in = channel;
        if (in != null) {
            in.position(0);
            ByteBuffer bytes = ByteBuffer.allocate(BLOCK * ENTRY);
            long[] block = new long[BLOCK * WIDTH];
            for (long left = spilled * ENTRY; left > 0; ) {
                bytes.clear().limit((int) Math.min(left, bytes.capacity()));
                while (bytes.hasRemaining()) {
                    if (in.read(bytes) < 0) {
                        throw new IOException("a temporary file became shorter");
                    }
                }
                left -= bytes.flip().limit();
                int longs = bytes.limit() / Long.BYTES;
                bytes.asLongBuffer().get(block, 0, longs);
                taker.take(block, longs);
            }
        }
        taker.take(held, size);
    }

    /** Forgets all entries, and deletes the file. */
    @Override
    public synchronized void close() throws IOException {
        held = new long[0];
        size = 0;
        spilled = 0;
        FileChannel open = channel;
        Path named = file;
        channel = null;
        file = null;
        try (open) {
            if (named != null) {
                Files.deleteIfExists(named);
            }
        }
    }
}
