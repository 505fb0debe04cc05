package io.decant.spring.store;

import io.decant.archive.Hashes;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Makes an object of a stream whose length nobody has to know: a small one in one request, a larger one in parts, of which
 * one at a time is in memory. Each request carries the SHA-256 of its bytes. Until the last request nobody sees the object.
 */
final class S3Upload {
    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);
    /** The smallest that S3 takes for a part that is not the last; 10,000 of them are 50 GB. */
    static final int PART = 5 * 1024 * 1024;

    private final S3Client client;
    private final String bucket;
    private final String key;

    S3Upload(S3Client client, String bucket, String key) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
    }

    /**
     * @param in read to its end, not closed
     * @throws DecantException {@code STORAGE} if the stream breaks off
     * @throws SdkException if S3 fails
     */
    void send(InputStream in) {
        byte[] first = next(in);
        if (first.length < PART) {
            client.putObject(r -> r.bucket(bucket).key(key).checksumSHA256(hash(first)), body(first));
            return;
        }
        String id = client.createMultipartUpload(
                        r -> r.bucket(bucket).key(key).checksumAlgorithm(ChecksumAlgorithm.SHA256))
                .uploadId();
        boolean done = false;
        try {
            List<CompletedPart> parts = new ArrayList<>();
            byte[] part = first;
            while (part.length > 0) {
                parts.add(send(id, parts.size() + 1, part));
                part = next(in);
            }
            client.completeMultipartUpload(
                    r -> r.bucket(bucket).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)));
            done = true;
        } finally {
            if (!done) {
                abort(id);
            }
        }
    }

    private CompletedPart send(String id, int number, byte[] part) {
        String hash = hash(part);
        String tag = client.uploadPart(
                        r -> r.bucket(bucket)
                                .key(key)
                                .uploadId(id)
                                .partNumber(number)
                                .checksumSHA256(hash),
                        body(part))
                .eTag();
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(tag)
                .checksumSHA256(hash)
                .build();
    }

    /** What cannot be aborted now goes with its archive: whatever failed before counts. */
    private void abort(String id) {
        try {
            client.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(id));
        } catch (SdkException later) {
            LOG.debug("what is left of an upload cannot be removed yet", later);
        }
    }

    private static byte[] next(InputStream in) {
        try {
            return in.readNBytes(PART);
        } catch (IOException e) {
            throw new DecantException(
                    ErrorCode.STORAGE, "a file of an archive cannot be stored: it broke off while it was read", e);
        }
    }

    private static String hash(byte[] part) {
        return Base64.getEncoder().encodeToString(Hashes.sha256().digest(part));
    }

    /** Of the array itself, no copy. */
    private static RequestBody body(byte[] part) {
        return RequestBody.fromContentProvider(
                ContentStreamProvider.fromByteArrayUnsafe(part), part.length, "application/octet-stream");
    }
}
