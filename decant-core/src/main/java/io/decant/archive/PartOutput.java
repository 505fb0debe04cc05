package io.decant.archive;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One part on its way to a file: plain CSV in; hashed, compressed, hashed again, stored.
 *
 * <p>Encryption, when it comes, goes between the compressor and the hash of what is stored.
 */
final class PartOutput {
    private static final int COMPRESSION_LEVEL = 1; // higher ones are slower than the database that they wait for

    private final String path;
    private final Compression compression;
    private final FileChannel channel;
    private final StoredStream stored;
    private final OutputStream plain;
    private final MessageDigest sha256 = Hashes.sha256();
    private final CRC32 crc32 = new CRC32();
    private long bytes;

    /**
     * @param path of the plain CSV, as manifests give it
     * @param channel of the stored file, empty; closed by {@link #finish}
     */
    PartOutput(String path, Compression compression, FileChannel channel) throws IOException {
        this.path = path;
        this.compression = compression;
        this.channel = channel;
        this.stored = new StoredStream(channel, compression != Compression.NONE);
        this.plain = switch (compression) {
            case NONE -> stored;
            case GZIP -> new FastGzip(stored);
            case ZSTD -> new ZstdOutputStreamNoFinalizer(stored, COMPRESSION_LEVEL);
        };
    }

    /** Bytes of plain CSV so far. */
    long bytes() {
        return bytes;
    }

    void write(byte[] b, int off, int len) throws IOException {
        sha256.update(b, off, len);
        crc32.update(b, off, len);
        bytes += len;
        plain.write(b, off, len);
    }

    /** Writes what is left, to the disk itself. */
    WrittenPart finish(long rows) throws IOException {
        plain.close();
        channel.force(true);
        channel.close();
        String hash = Hashes.hex(sha256.digest());
        String crc = Hashes.crc32(crc32.getValue());
        if (compression == Compression.NONE) {
            return new WrittenPart(new Part(path, rows, bytes, hash, crc, null), crc32.getValue());
        }
        Part.Stored file = new Part.Stored(path + compression.suffix(), stored.bytes, stored.hash());
        return new WrittenPart(new Part(path, rows, bytes, hash, crc, file), stored.crc32.getValue());
    }

    /** Closes the file, which is of no use any more, and gives the compressor's memory back. */
    void abandon() throws IOException {
        try (FileChannel toClose = channel) {
            if (toClose.isOpen()) {
                plain.close();
            }
        }
    }

    /**
     * A part, and what a zip needs to know of its file.
     *
     * @param storedCrc32 CRC-32 of the stored file
     */
    record WrittenPart(Part part, long storedCrc32) {}

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(COMPRESSION_LEVEL);
        }
    }

    /** The file, hashed where it is not the plain CSV. */
    private static final class StoredStream extends OutputStream {
        private static final int SLICE = 1 << 20;

        private final FileChannel channel;
        private final @Nullable MessageDigest sha256;
        private final CRC32 crc32 = new CRC32();
        private long bytes;

        StoredStream(FileChannel channel, boolean hashed) {
            this.channel = channel;
            this.sha256 = hashed ? Hashes.sha256() : null;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            if (sha256 != null) {
                sha256.update(b, off, len);
                crc32.update(b, off, len);
            }
            bytes += len;
            // A channel takes as much memory again, outside the heap, as it is given at a time.
            for (int at = off; at < off + len; at += SLICE) {
                ByteBuffer buffer = ByteBuffer.wrap(b, at, Math.min(SLICE, off + len - at));
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        }

        String hash() {
            return sha256 == null ? "" : Hashes.hex(sha256.digest());
        }
    }
}
