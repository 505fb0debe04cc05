package io.decant.spring.store;

import io.decant.archive.ArchiveStore;
import io.decant.archive.Manifest;
import io.decant.archive.StoredNames;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Archives in a bucket of S3, or of what speaks as it does: an object a file, under the archive's name.
 *
 * <p>An object is there when it is whole. Of several at once S3 knows nothing: an archive that is put gets its manifest last, and
 * loses it first when it is deleted.
 */
final class S3Store implements ArchiveStore {
    private static final Logger LOG = LoggerFactory.getLogger(S3Store.class);

    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final S3Objects objects;

    /** @param prefix of all keys; empty, or with a slash at its end. What is below it is ours alone */
    S3Store(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
        this.objects = new S3Objects(client, bucket);
    }

    /** @throws DecantException {@code STORAGE} if the bucket is not there, or not for us */
    void check() {
        run("archives cannot be kept on S3", () -> {
            objects.look(prefix);
            return bucket;
        });
    }

    @Override
    public void put(String archive, Path folder) {
        if (!list(archive).isEmpty()) {
            throw new DecantException(ErrorCode.STORAGE, "an archive of this name is stored already");
        }
        Map<String, Path> files = LocalFiles.of(folder);
        Path manifest = files.remove(Manifest.FILE);
        boolean done = false;
        try {
            files.forEach((path, file) -> send(archive, path, file));
            if (manifest != null) {
                send(archive, Manifest.FILE, manifest);
            }
            done = true;
        } finally {
            if (!done) {
                discard(archive);
            }
        }
        LocalFiles.delete(folder);
    }

    private void send(String archive, String path, Path file) {
        try (InputStream in = LocalFiles.read(file)) {
            write(archive, path, -1, in);
        } catch (IOException e) {
            throw new DecantException(ErrorCode.STORAGE, "a file of the archive cannot be read", e);
        }
    }

    /** What cannot be removed now is found among the archives that nobody knows: whatever failed before counts. */
    private void discard(String archive) {
        try {
            objects.deleteBelow(place(archive));
        } catch (SdkException later) {
            LOG.debug("what is left of an archive cannot be removed yet", later);
        }
    }

    @Override
    public void write(String archive, String path, long bytes, InputStream in) {
        String key = key(archive, path);
        run("a file of an archive cannot be stored", () -> {
            new S3Upload(client, bucket, key).send(in);
            return key;
        });
    }

    @Override
    public List<StoredFile> list(String archive) {
        String place = place(archive);
        return run("an archive cannot be listed", () -> objects.below(place)).stream()
                .map(o -> new StoredFile(o.key().substring(place.length()), o.size()))
                .sorted(Comparator.comparing(StoredFile::path))
                .toList();
    }

    @Override
    public Optional<StoredFile> find(String archive, String path) {
        String key = key(archive, path);
        return run("a file of an archive cannot be found", () -> objects.find(key))
                .map(found -> new StoredFile(path, found.contentLength()));
    }

    @Override
    public InputStream open(String archive, String path, long from) {
        String key = key(archive, path);
        return run("a file of an archive cannot be read", () -> objects.find(key))
                .map(found -> new S3Stream(client, bucket, key, found.eTag(), found.contentLength(), from))
                .orElseThrow(() -> new DecantException(
                        ErrorCode.STORAGE, "a file of an archive cannot be read: there is no such file"));
    }

    @Override
    public Path folder(String archive, Path scratch) {
        return LocalFiles.copy(this, archive, scratch);
    }

    @Override
    public void delete(String archive) {
        String place = place(archive);
        run("an archive cannot be deleted", () -> {
            // Without its manifest it is none any more, should this be cut short.
            objects.delete(place + Manifest.FILE);
            objects.deleteBelow(place);
            return place;
        });
    }

    @Override
    public List<String> archives() {
        return run("the store cannot be listed", () -> objects.folders(prefix)).stream()
                .filter(StoredNames::isArchive)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Instant changedAt(String archive) {
        String place = place(archive);
        return run("an archive cannot be looked at", () -> objects.changedAt(place));
    }

    private String place(String archive) {
        StoredNames.requireArchive(archive);
        return prefix + archive + '/';
    }

    private String key(String archive, String path) {
        StoredNames.requirePath(path);
        return place(archive) + path;
    }

    private static <T> T run(String failing, Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException e) {
            throw S3Failure.of(failing, e);
        }
    }
}
