package io.decant.record;

/** Gives records one by one. Not thread-safe. */
public interface RecordSource extends AutoCloseable {
    /**
     * Reads the next record into the buffer, which is cleared first.
     *
     * @return false at the end; the buffer is then empty
     * @throws io.decant.error.DecantException if the source is not what it should be
     */
    boolean next(RecordBuffer into);

    @Override
    void close();
}
