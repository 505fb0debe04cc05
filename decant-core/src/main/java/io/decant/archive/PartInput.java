package io.decant.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;

/**
 * The plain CSV of one part, hashed on both sides of the compressor. It ends with an error where there is more than the
 * manifest says, whatever a compressed stream would still give.
 */
final class PartInput extends InputStream {
    private static final int LARGEST_WINDOW = 23; // 8 MiB, as a power of two

    private final Part part;
    private final Metered stored;
    private final Metered plain;

    /** @throws DecantException {@code CONTENT_WRONG} if the file is missing, no plain file, or of another length */
    PartInput(Members members, Part part, Compression compression) {
        this.part = part;
        Part.Stored file = part.file();
        try {
            if (members.size(file.path()) != file.bytes()) {
                throw wrong(file.path(), "its length is not what the manifest says");
            }
            stored = new Metered(members.open(file.path()), file.bytes(), file.path());
            try {
                plain = compression == Compression.NONE
                        ? stored
                        : new Metered(decompressed(stored, compression), part.bytes(), file.path());
            } catch (IOException | RuntimeException e) {
                stored.close();
                throw e;
            }
        } catch (IOException e) {
            throw failure(file.path(), e);
        }
    }

    private static InputStream decompressed(InputStream stored, Compression compression) throws IOException {
        if (compression == Compression.GZIP) {
            return new GZIPInputStream(stored, 64 * 1024);
        }
        return new ZstdInputStreamNoFinalizer(stored).setLongMax(LARGEST_WINDOW);
    }

    private static DecantException wrong(String path, String what) {
        return new DecantException(ErrorCode.CONTENT_WRONG, path + ": " + what);
    }

    private static DecantException failure(String path, IOException e) {
        if (e instanceof InterruptedIOException) {
            return new DecantException(ErrorCode.INTERRUPTED, "interrupted while reading " + path, e);
        }
        return new DecantException(ErrorCode.CONTENT_WRONG, path + " cannot be read: " + Storage.reason(e), e);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] b, int off, int len) {
        try {
            return plain.read(b, off, len);
        } catch (IOException e) {
            throw failure(part.file().path(), e);
        }
    }

    /**
     * To be called at the end of the plain CSV.
     *
     * @throws DecantException {@code CONTENT_WRONG} if a length or a hash is not what the manifest says
     */
    void checkEnd() {
        Part.Stored file = part.file();
        try {
            stored.drain();
        } catch (IOException e) {
            throw failure(file.path(), e);
        }
        if (stored.bytes != file.bytes() || !stored.hash().equals(file.sha256())) {
            throw wrong(file.path(), "its SHA-256 is not what the manifest says: the file was changed or damaged");
        }
        if (plain.bytes != part.bytes() || !plain.hash().equals(part.sha256())) {
            throw wrong(part.path(), "the CSV's SHA-256 or length is not what the manifest says");
        }
        if (!plain.crc().equals(part.crc32())) {
            throw wrong(part.path(), "the CSV's CRC-32 is not what the manifest says");
        }
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }

    /** Hashes and counts what passes, up to a bound. */
    private static final class Metered extends FilterInputStream {
        private final MessageDigest sha256 = Hashes.sha256();
        private final CRC32 crc32 = new CRC32();
        private final long bound;
        private final String path;
        private String hash = "";
        private long bytes;

        Metered(InputStream in, long bound, String path) {
            super(in);
            this.bound = bound;
            this.path = path;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            int count = in.read(b, off, len);
            if (count > 0) {
                bytes += count;
                if (bytes > bound) {
                    throw wrong(path, "it holds more than the manifest says");
                }
                sha256.update(b, off, count);
                crc32.update(b, off, count);
            }
            return count;
        }

        /** Reads on to the end, for what a decompressor left unread. */
        void drain() throws IOException {
            byte[] rest = new byte[4096];
            while (read(rest, 0, rest.length) >= 0) {
                // Counted and hashed by read.
            }
        }

        String hash() {
            if (hash.isEmpty()) {
                hash = Hashes.hex(sha256.digest());
            }
            return hash;
        }

        String crc() {
            return Hashes.crc32(crc32.getValue());
        }
    }
}
