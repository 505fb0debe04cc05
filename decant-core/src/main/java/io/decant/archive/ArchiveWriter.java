package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.TableName;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes one archive, all or nothing: until {@link #commit} it lies in a hidden folder beside its place.
 *
 * <p>Thread-safe; each {@link TableWriter} belongs to one thread at a time. {@link #close} may come from any thread, also
 * from a shutdown hook while others write: they fail then, and nothing is left behind.
 */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class ArchiveWriter implements AutoCloseable {

    private ArchiveWriter() {}

    /**
     * @param out the directory to be, or a file whose name ends in {@code .zip}; its parent must exist
     * @param tables every table of the schema, the excluded ones too
     * @throws DecantException {@code USAGE} if something is there already and may not be replaced; {@code STORAGE} if the
     *     place cannot be written to
     */
    public static ArchiveWriter create(Path out, WriterOptions options, List<ArchivedTable> tables) {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet");
    }

    /**
     * Opens a writer for an included table; it may be called several times for one table, for its chunks.
     *
     * @throws IllegalArgumentException if the table is not among the included ones
     */
    public TableWriter openTable(TableName table) {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet");
    }

    /**
     * Completes the archive and gives it its name.
     *
     * @return the manifest as written
     * @throws IllegalStateException if a table was never opened, or a writer was not finished
     * @throws DecantException {@code STORAGE}
     */
    public Manifest commit(ManifestHead head) {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet");
    }

    /** After {@link #commit} nothing; else deletes all that was written. */
    @Override
    public void close() {}
}
