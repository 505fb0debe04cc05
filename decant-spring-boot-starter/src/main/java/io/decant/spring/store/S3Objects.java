package io.decant.spring.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects of a bucket. Failures come as the SDK throws them. */
record S3Objects(S3Client client, String bucket) {
    private static final int NOT_FOUND = 404;

    /** All whose keys begin so. */
    List<S3Object> below(String prefix) {
        return client.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
                .toList();
    }

    /** Whether a bucket is there that may be listed; says nothing else. */
    void look(String prefix) {
        client.listObjectsV2(r -> r.bucket(bucket).prefix(prefix).maxKeys(1));
    }

    /** The next words of the keys that begin so, up to a slash; they may come twice. */
    List<String> folders(String prefix) {
        List<String> folders = new ArrayList<>();
        client.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix).delimiter("/"))
                .commonPrefixes()
                .forEach(common -> folders.add(first(common.prefix(), prefix)));
        for (MultipartUpload upload : unfinished(prefix)) {
            folders.add(first(upload.key(), prefix));
        }
        return folders;
    }

    private static String first(String key, String prefix) {
        int slash = key.indexOf('/', prefix.length());
        return key.substring(prefix.length(), slash < 0 ? prefix.length() : slash);
    }

    /** What was begun and neither completed nor aborted: nobody sees it, and it costs as much as if they did. */
    List<MultipartUpload> unfinished(String prefix) {
        return client.listMultipartUploadsPaginator(r -> r.bucket(bucket).prefix(prefix)).uploads().stream()
                .toList();
    }

    Optional<HeadObjectResponse> find(String key) {
        try {
            return Optional.of(client.headObject(r -> r.bucket(bucket).key(key)));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The epoch if there is nothing. */
    Instant changedAt(String prefix) {
        Instant latest = Instant.EPOCH;
        for (S3Object object : below(prefix)) {
            latest = later(latest, object.lastModified());
        }
        for (MultipartUpload upload : unfinished(prefix)) {
            latest = later(latest, upload.initiated());
        }
        return latest;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    void delete(String key) {
        client.deleteObject(r -> r.bucket(bucket).key(key));
    }

    /** All whose keys begin so, unfinished ones too. */
    void deleteBelow(String prefix) {
        for (S3Object object : below(prefix)) {
            delete(object.key());
        }
        for (MultipartUpload upload : unfinished(prefix)) {
            client.abortMultipartUpload(r -> r.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
        }
    }
}
