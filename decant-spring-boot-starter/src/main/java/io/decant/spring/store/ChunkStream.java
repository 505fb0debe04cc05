package io.decant.spring.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.springframework.core.NestedRuntimeException;

/** A stored file from some byte on, a chunk at a time. One that goes meanwhile ends it with an exception, not too early. */
final class ChunkStream extends InputStream {
    private final Chunks chunks;
    private final String file;
    private final long bytes;
    private long at;
    private byte[] chunk = new byte[0];
    private int position = -1;

    ChunkStream(Chunks chunks, String file, long bytes, long from) {
        this.chunks = chunks;
        this.file = file;
        this.bytes = bytes;
        this.at = from;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (at >= bytes) {
            return -1;
        }
        int wanted = (int) (at / Chunks.SIZE);
        if (wanted != position) {
            load(wanted);
        }
        int within = (int) (at % Chunks.SIZE);
        int count = Math.min(length, chunk.length - within);
        System.arraycopy(chunk, within, buffer, offset, count);
        at += count;
        return count;
    }

    private void load(int wanted) throws IOException {
        try {
            chunk = chunks.find(file, wanted)
                    .orElseThrow(() -> new IOException("the file was replaced or deleted while it was read"));
        } catch (NestedRuntimeException e) {
            throw new IOException("the job database cannot be read", e);
        }
        long length = Math.min(Chunks.SIZE, bytes - (long) wanted * Chunks.SIZE);
        if (chunk.length != length) {
            throw new IOException("the file is not whole in the job database");
        }
        position = wanted;
    }

    /** Reads nothing. */
    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, bytes - at));
        at += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return position == (int) (at / Chunks.SIZE) ? (int) Math.min(bytes - at, chunk.length - at % Chunks.SIZE) : 0;
    }
}
