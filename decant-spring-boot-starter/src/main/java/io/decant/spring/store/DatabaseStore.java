package io.decant.spring.store;

import io.decant.archive.ArchiveStore;
import io.decant.archive.Hashes;
import io.decant.archive.StoredNames;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Archives in tables of the job database, a megabyte a row. A connection is held for one row at a time, however slow whoever
 * uploads or downloads is.
 *
 * <p>A file is written under an id of its own, and becomes the one of its path in one small transaction at the end. What
 * a broken put leaves is part of its archive, unseen, and goes with it.
 */
final class DatabaseStore implements ArchiveStore {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseStore.class);

    private final Chunks chunks;
    private final FileRows files;

    /** @param database has the tables of V4 */
    DatabaseStore(DataSource database, Clock clock) {
        this.chunks = new Chunks(database, clock);
        this.files = new FileRows(database, clock);
    }

    @Override
    public void put(String archive, Path folder) {
        StoredNames.requireArchive(archive);
        Map<String, String> slots = new LinkedHashMap<>();
        boolean done = false;
        try {
            for (Map.Entry<String, Path> file : LocalFiles.of(folder).entrySet()) {
                StoredNames.requirePath(file.getKey());
                try (InputStream in = LocalFiles.read(file.getValue())) {
                    String id = begin(archive, file.getKey());
                    slots.put(id, slot(archive, file.getKey()));
                    fill(id, in);
                } catch (IOException e) {
                    throw new DecantException(ErrorCode.STORAGE, "a file of the archive cannot be read", e);
                }
            }
            done = run("an archive cannot be stored", () -> files.publishFirst(archive, slots));
        } finally {
            if (!done) {
                slots.keySet().forEach(this::discard);
            }
        }
        if (!done) {
            throw new DecantException(ErrorCode.STORAGE, "an archive of this name is stored already");
        }
        LocalFiles.delete(folder);
    }

    @Override
    public void write(String archive, String path, long bytes, InputStream in) {
        check(archive, path);
        String id = begin(archive, path);
        boolean done = false;
        try {
            fill(id, in);
            Optional<String> replaced =
                    run("a file of an archive cannot be stored", () -> files.publish(id, slot(archive, path)));
            done = true;
            replaced.ifPresent(this::discard);
        } finally {
            if (!done) {
                discard(id);
            }
        }
    }

    private String begin(String archive, String path) {
        return run("a file of an archive cannot be stored", () -> files.begin(archive, path));
    }

    private void fill(String id, InputStream in) {
        int position = 0;
        for (byte[] chunk = next(in); chunk.length > 0; chunk = next(in)) {
            byte[] content = chunk;
            int at = position++;
            if (!run("a file of an archive cannot be stored", () -> chunks.add(id, at, content))) {
                throw new DecantException(ErrorCode.STORAGE, "the archive was deleted while a file of it was stored");
            }
        }
    }

    private static byte[] next(InputStream in) {
        try {
            return in.readNBytes(Chunks.SIZE);
        } catch (IOException e) {
            throw new DecantException(
                    ErrorCode.STORAGE, "a file of an archive cannot be stored: it broke off while it was read", e);
        }
    }

    /** What cannot be removed now goes with its archive: whatever failed before counts. */
    private void discard(String id) {
        try {
            files.remove(id);
        } catch (NestedRuntimeException later) {
            LOG.debug("what is left of a file cannot be removed yet", later);
        }
    }

    @Override
    public List<StoredFile> list(String archive) {
        StoredNames.requireArchive(archive);
        List<StoredFile> found = new ArrayList<>(run("an archive cannot be listed", () -> files.list(archive)));
        found.sort(Comparator.comparing(StoredFile::path));
        return found;
    }

    @Override
    public Optional<StoredFile> find(String archive, String path) {
        check(archive, path);
        return row(archive, path).map(row -> new StoredFile(path, row.bytes()));
    }

    @Override
    public InputStream open(String archive, String path, long from) {
        check(archive, path);
        FileRows.Row row = row(archive, path)
                .orElseThrow(() -> new DecantException(
                        ErrorCode.STORAGE, "a file of an archive cannot be read: there is no such file"));
        return new ChunkStream(chunks, row.id(), row.bytes(), from);
    }

    private Optional<FileRows.Row> row(String archive, String path) {
        return run("a file of an archive cannot be found", () -> files.find(slot(archive, path)));
    }

    @Override
    public Path folder(String archive, Path scratch) {
        return LocalFiles.copy(this, archive, scratch);
    }

    @Override
    public void delete(String archive) {
        StoredNames.requireArchive(archive);
        run("an archive cannot be deleted", () -> {
            // None of it is seen from now on, should this be cut short.
            files.hide(archive);
            files.ids(archive).forEach(files::remove);
            return archive;
        });
    }

    @Override
    public List<String> archives() {
        return run("the store cannot be listed", files::archives);
    }

    @Override
    public Instant changedAt(String archive) {
        StoredNames.requireArchive(archive);
        return Instant.EPOCH.plus(
                run("an archive cannot be looked at", () -> files.changedAt(archive)), ChronoUnit.MICROS);
    }

    private static void check(String archive, String path) {
        StoredNames.requireArchive(archive);
        StoredNames.requirePath(path);
    }

    /** Of a fixed length, and equal only for equal bytes, whatever the database's collation. */
    private static String slot(String archive, String path) {
        return Hashes.sha256((archive + '/' + path).getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T run(String failing, Supplier<T> work) {
        try {
            return work.get();
        } catch (DuplicateKeyException taken) {
            throw new DecantException(
                    ErrorCode.STORAGE, failing + ": another process wrote it at the same time", taken);
        } catch (NestedRuntimeException e) {
            throw new DecantException(
                    ErrorCode.STORAGE,
                    failing + ": the job database refuses it or cannot be reached. Check decant.jobs.url and its room",
                    e);
        }
    }
}
