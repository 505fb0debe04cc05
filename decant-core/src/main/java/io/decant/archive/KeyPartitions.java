package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries by key, spilled to temporary files so that those of one partition fit into memory whatever their number. The same
 * key is always in the same partition, also of another instance with as many partitions; so two sides are compared, or a
 * reference is looked up, one partition after the other.
 *
 * <p>Keys are kept as the first 16 bytes of their SHA-256. Not thread-safe.
 */
public final class KeyPartitions implements AutoCloseable {
    private static final int ENTRIES_IN_MEMORY = 50_000;
    private static final int MOST_PARTITIONS = 4096;
    private static final int MEMORY = 4 << 20;

    private final Path folder;
    private final int partitions;
    private final int bufferSize;
    private final List<ByteArrayOutputStream> buffers = new ArrayList<>();
    private final MessageDigest sha256 = Hashes.sha256();

    /**
     * A key's hash.
     *
     * @param high its first 8 bytes
     * @param low its next 8 bytes
     */
    public record KeyHash(long high, long low) {}

    /** Takes the entries of a partition. */
    @FunctionalInterface
    public interface EntrySink {
        void accept(KeyHash key, byte[] payload);
    }

    /** @param partitions how many, from {@link #count} */
    public KeyPartitions(int partitions) {
        this.partitions = partitions;
        this.bufferSize = Math.max(512, Math.min(64 << 10, MEMORY / partitions));
        for (int i = 0; i < partitions; i++) {
            buffers.add(new ByteArrayOutputStream());
        }
        try {
            folder = Files.createTempDirectory("decant-keys");
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /** How many partitions a number of entries needs. */
    public static int count(long entries) {
        return (int) Math.max(1, Math.min(MOST_PARTITIONS, entries / ENTRIES_IN_MEMORY + 1));
    }

    /**
     * Adds an entry.
     *
     * @param key any encoding of the key that is the same on both sides
     * @param payload what to find again with the key; it may be empty
     */
    public void add(ByteBuffer key, byte[] payload) {
        sha256.update(key);
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
        long high = hash.getLong();
        long low = hash.getLong();
        int partition = (int) Long.remainderUnsigned(high, partitions);
        ByteArrayOutputStream buffer = buffers.get(partition);
        buffer.writeBytes(ByteBuffer.allocate(20)
                .putLong(high)
                .putLong(low)
                .putInt(payload.length)
                .array());
        buffer.writeBytes(payload);
        if (buffer.size() >= bufferSize) {
            flush(partition);
        }
    }

    public int partitions() {
        return partitions;
    }

    /** Gives the entries of a partition in the order they were added. */
    public void read(int partition, EntrySink sink) {
        flush(partition);
        Path file = file(partition);
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 64 << 10))) {
            while (true) {
                long high;
                try {
                    high = in.readLong();
                } catch (EOFException end) {
                    return;
                }
                KeyHash key = new KeyHash(high, in.readLong());
                sink.accept(key, in.readNBytes(in.readInt()));
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /** All entries of a partition in memory, by key. */
    public Map<KeyHash, List<byte[]>> load(int partition) {
        Map<KeyHash, List<byte[]>> entries = new HashMap<>();
        read(
                partition,
                (key, payload) ->
                        entries.computeIfAbsent(key, k -> new ArrayList<>(1)).add(payload));
        return entries;
    }

    private void flush(int partition) {
        ByteArrayOutputStream buffer = buffers.get(partition);
        if (buffer.size() == 0) {
            return;
        }
        try (OutputStream out =
                Files.newOutputStream(file(partition), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            buffer.writeTo(out);
        } catch (IOException failure) {
            throw failed(failure);
        }
        buffer.reset();
    }

    private Path file(int partition) {
        return folder.resolve(Integer.toString(partition));
    }

    private static DecantException failed(IOException failure) {
        return new DecantException(
                ErrorCode.STORAGE,
                "cannot keep keys in the temporary folder: is the disk full? -Djava.io.tmpdir names another",
                failure);
    }

    /** Deletes the temporary files. */
    @Override
    public void close() {
        try {
            for (int partition = 0; partition < partitions; partition++) {
                Files.deleteIfExists(file(partition));
            }
            Files.deleteIfExists(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
