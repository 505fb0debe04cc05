package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordSource;
import java.nio.file.Path;

/**
 * An archive to read: a directory or a zip. Nothing in it is trusted: only members that the manifest names are read, and
 * never more of them than it says. Thread-safe; each {@link RecordSource} belongs to one thread at a time.
 */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class Archive implements AutoCloseable {

    private Archive() {}

    /**
     * @throws DecantException {@code ARCHIVE_UNREADABLE} if there is no manifest or it cannot be read;
     *     {@code ARCHIVE_UNSUPPORTED} if its format is newer or it requires what this version does not know
     */
    public static Archive open(Path path) {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet");
    }

    public Manifest manifest() {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet");
    }

    /**
     * The records of an included table, part after part. Lengths and CSV rules are checked as it goes, hashes and counts
     * at the end of each part, the digest at the end of the table: what was read is proved only when
     * {@link RecordSource#next} has returned false. Whether each field is canonical text of its type is not checked here.
     *
     * @throws DecantException from the source: {@code CONTENT_WRONG} naming file and line; {@code STORAGE}
     */
    public RecordSource records(ManifestTable table) {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet");
    }

    @Override
    public void close() {}
}
