package io.decant.archive;

import io.decant.error.DecantException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a service keeps archives: each under a name of its own, as the files that a folder of it would hold. Thread-safe.
 *
 * <p>All methods throw {@link DecantException} with {@code STORAGE} if the store fails.
 */
public interface ArchiveStore {
    /**
     * A file of an archive.
     *
     * @param path as the manifest has it, such as {@code data/orders/00001.csv}
     * @param bytes its length
     */
    record StoredFile(String path, long bytes) {}

    /**
     * Takes a complete archive over: all its files are in the store afterwards, or none.
     *
     * @param archive 1 to 100 characters {@code a-z}, {@code 0-9} and {@code -}; nothing is there under this name yet
     * @param folder the archive, which is gone afterwards
     */
    void put(String archive, Path folder);

    /**
     * Writes one file, all of it or nothing; what was there under its path is replaced.
     *
     * @param bytes its length, −1 if unknown
     * @param in read to its end, not closed
     * @throws DecantException from the stream as it comes
     */
    void write(String archive, String path, long bytes, InputStream in);

    /** The files of an archive, ordered by path; none if there is no such archive. */
    List<StoredFile> list(String archive);

    Optional<StoredFile> find(String archive, String path);

    /**
     * Opens a file.
     *
     * @param from how many bytes to leave out at its beginning
     */
    InputStream open(String archive, String path, long from);

    /**
     * The archive as a folder of this machine, for an import.
     *
     * @param scratch an empty folder of the caller's, used where the store is none itself
     */
    Path folder(String archive, Path scratch);

    /** Removes an archive with all its files; nothing happens if there is none. */
    void delete(String archive);

    /** Names of all archives, unfinished ones too. */
    List<String> archives();

    /** When a file was last put into an archive; the epoch if there is no such archive. */
    Instant changedAt(String archive);
}
