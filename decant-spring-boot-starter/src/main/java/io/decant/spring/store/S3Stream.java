package io.decant.spring.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object from some byte on, asked for when the first byte is read, so that what is skipped before is never sent. If another
 * takes the object's place meanwhile, it ends with an exception, not too early.
 */
final class S3Stream extends InputStream {
    private final S3Client client;
    private final String bucket;
    private final String key;
    private final String tag;
    private final long bytes;
    private long at;
    private @Nullable ResponseInputStream<GetObjectResponse> answer;

    /**
     * @param tag the object's, which another one does not have
     * @param bytes its length
     */
    S3Stream(S3Client client, String bucket, String key, String tag, long bytes, long from) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.tag = tag;
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
        int count = opened().read(buffer, offset, (int) Math.min(length, bytes - at));
        if (count < 0) {
            throw new IOException("S3 sent less than the whole file");
        }
        at += count;
        return count;
    }

    private InputStream opened() throws IOException {
        ResponseInputStream<GetObjectResponse> open = answer;
        if (open == null) {
            try {
                open = client.getObject(
                        r -> r.bucket(bucket).key(key).ifMatch(tag).range("bytes=" + at + "-"));
            } catch (SdkException e) {
                throw new IOException("the file was replaced or deleted while it was read, or S3 fails", e);
            }
            answer = open;
        }
        return open;
    }

    /** Reads nothing: what follows is asked for anew. */
    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, bytes - at));
        if (skipped > 0) {
            close();
            at += skipped;
        }
        return skipped;
    }

    /** Reads no rest of it. */
    @Override
    public void close() {
        if (answer != null) {
            answer.abort();
            answer = null;
        }
    }
}
