package io.decant.archive;

import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;

/**
 * Writes records of one table into parts. Several may be open for one table, each used by one thread at a time; every
 * record goes into a part of the writer that took it.
 */
public interface TableWriter extends RecordSink, AutoCloseable {
    /**
     * @throws io.decant.error.DecantException {@code VALUE_UNREPRESENTABLE} if the record alone is larger than a part, or a
     *     JSON field is not JSON; {@code STORAGE} if it cannot be written
     */
    @Override
    void accept(RecordBuffer record);

    /**
     * Ends the last part. A writer that was not finished counts for nothing, and the archive cannot be committed.
     *
     * @throws io.decant.error.DecantException {@code STORAGE}
     */
    TableReceipt finish();

    /** Closes files; the records of a writer that was not finished are lost. */
    @Override
    void close();
}
