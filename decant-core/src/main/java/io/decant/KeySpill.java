package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings entries with equal keys together, in bounded memory: what does not fit is spilled to temporary files, parted by a
 * hash of the key, which only this user can read and which are gone after {@link #close}. An entry is a key, a side (which
 * of several inputs it came from) and a payload, all bytes. Add all, then visit the groups once. Not thread-safe.
 */
final class KeySpill implements AutoCloseable {
    static final int DEFAULT_MEMORY = 8 * 1024 * 1024;

    private static final int PARTITION_BITS = 6;
    private static final int DEEPEST = 4;

    /** Takes one group after the other; the group is valid only during the call. */
    @FunctionalInterface
    interface Visitor {
        void group(KeyGroup group);
    }

    private final int memory;
    private final int level;
    private byte[] block;
    private int size;
    private @Nullable Path folder;
    private final @Nullable DataOutputStream[] spills = new DataOutputStream[1 << PARTITION_BITS];

    KeySpill() {
        this(DEFAULT_MEMORY);
    }

    /** @param memory bytes of entries to hold before they are spilled */
    KeySpill(int memory) {
        this(memory, 0);
    }

    private KeySpill(int memory, int level) {
        this.memory = memory;
        this.level = level;
        this.block = new byte[Math.min(memory, 64 * 1024)];
    }

    /** @param side 0 to 127 */
    void add(int side, byte[] key, int keyOff, int keyLen, byte[] payload, int payloadOff, int payloadLen) {
        try {
            if (folder == null && size + entrySize(keyLen, payloadLen) > memory) {
                spillAll();
            }
            if (folder != null) {
                spill(side, key, keyOff, keyLen, payload, payloadOff, payloadLen);
                return;
            }
            int at = reserve(entrySize(keyLen, payloadLen));
            KeyGroup.putInt(block, at, keyLen);
            KeyGroup.putInt(block, at + 4, payloadLen);
            block[at + 8] = (byte) side;
            System.arraycopy(key, keyOff, block, at + KeyGroup.HEAD, keyLen);
            System.arraycopy(payload, payloadOff, block, at + KeyGroup.HEAD + keyLen, payloadLen);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static int entrySize(int keyLen, int payloadLen) {
        return Math.addExact(Math.addExact(KeyGroup.HEAD, keyLen), payloadLen);
    }

    private int reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > block.length) {
            block = Arrays.copyOf(block, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * block.length)));
        }
        int at = size;
        size = needed;
        return at;
    }

    private void spillAll() throws IOException {
        folder = Files.createTempDirectory("decant-spill-");
        for (int at = 0; at < size; at += KeyGroup.entrySize(block, at)) {
            int keyLen = KeyGroup.keyLength(block, at);
            int key = at + KeyGroup.HEAD;
            spill(block[at + 8], block, key, keyLen, block, key + keyLen, KeyGroup.payloadLength(block, at));
        }
        size = 0;
        block = new byte[0];
    }

    private void spill(int side, byte[] key, int keyOff, int keyLen, byte[] payload, int payloadOff, int payloadLen)
            throws IOException {
        long hash = KeyGroup.hash(key, keyOff, keyLen);
        int partition = (int) (hash >>> (64 - PARTITION_BITS * (level + 1))) & ((1 << PARTITION_BITS) - 1);
        DataOutputStream out = spills[partition];
        if (out == null) {
            OutputStream file = Files.newOutputStream(partition(partition), StandardOpenOption.CREATE_NEW);
            out = new DataOutputStream(new BufferedOutputStream(file, 16 * 1024));
            spills[partition] = out;
        }
        out.writeInt(keyLen);
        out.writeInt(payloadLen);
        out.writeByte(side);
        out.write(key, keyOff, keyLen);
        out.write(payload, payloadOff, payloadLen);
    }

    private Path partition(int number) throws IOException {
        if (folder == null) {
            throw new IOException("nothing was spilled");
        }
        return folder.resolve(Integer.toString(number));
    }

    /** Visits every group of entries with equal keys, in no order. To be called once. */
    void forEachGroup(Visitor visitor) {
        try {
            if (folder == null) {
                KeyGroup.visit(block, size, visitor);
                return;
            }
            for (int i = 0; i < spills.length; i++) {
                DataOutputStream out = spills[i];
                if (out != null) {
                    out.close();
                    visitPartition(partition(i), visitor);
                    Files.delete(partition(i));
                }
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private void visitPartition(Path file, Visitor visitor) throws IOException {
        long length = Files.size(file);
        // Equal keys cannot be parted any further: at some depth they are taken as they are.
        if (length <= memory || level == DEEPEST - 1) {
            byte[] entries = Files.readAllBytes(file);
            KeyGroup.visit(entries, entries.length, visitor);
            return;
        }
        try (KeySpill smaller = new KeySpill(memory, level + 1);
                DataInputStream in =
                        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 64 * 1024))) {
            byte[] entry = new byte[1024];
            for (long at = 0; at < length; ) {
                int keyLen = in.readInt();
                int payloadLen = in.readInt();
                int side = in.readByte();
                if (entry.length < keyLen + payloadLen) {
                    entry = new byte[Math.max(keyLen + payloadLen, 2 * entry.length)];
                }
                in.readFully(entry, 0, keyLen + payloadLen);
                smaller.add(side, entry, 0, keyLen, entry, keyLen, payloadLen);
                at += entrySize(keyLen, payloadLen);
            }
            smaller.forEachGroup(visitor);
        }
    }

    /** Temporary files cannot be made, written or read. */
    static DecantException failure(IOException e) {
        return new DecantException(
                ErrorCode.STORAGE,
                "cannot use temporary files in " + System.getProperty("java.io.tmpdir")
                        + ". Make room there, or name another folder with -Djava.io.tmpdir",
                e);
    }

    @Override
    public void close() {
        block = new byte[0];
        size = 0;
        Path spilled = folder;
        if (spilled == null) {
            return;
        }
        try {
            for (int i = 0; i < spills.length; i++) {
                DataOutputStream out = spills[i];
                if (out != null) {
                    closeQuietly(out);
                    Files.deleteIfExists(partition(i));
                }
            }
            Files.delete(spilled);
            folder = null;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** What could not be flushed is deleted in the next line. */
    private static void closeQuietly(DataOutputStream out) {
        try {
            out.close();
        } catch (IOException e) {
            // See above.
        }
    }
}
