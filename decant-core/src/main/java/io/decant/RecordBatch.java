package io.decant;

import io.decant.error.DecantException;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some records on their way from one thread to another, or the word that no more come. Used again. Not thread-safe. */
final class RecordBatch {
    private static final int MOST_RECORDS = 256;
    private static final int MANY_BYTES = 64 * 1024;

    private final List<RecordBuffer> records = new ArrayList<>();
    private int count;
    private long bytes;
    private boolean last;
    private @Nullable Throwable failure;

    /** A buffer to be filled, and then counted by {@link #add}. */
    RecordBuffer open() {
        if (count == records.size()) {
            records.add(new RecordBuffer());
        }
        return records.get(count);
    }

    void add() {
        bytes += records.get(count).size();
        count++;
    }

    boolean full() {
        return count == MOST_RECORDS || bytes >= MANY_BYTES;
    }

    long bytes() {
        return bytes;
    }

    /** The word that a thread has no more, for this reason if there is one. */
    static RecordBatch end(@Nullable Throwable failure) {
        RecordBatch end = new RecordBatch();
        end.last = true;
        end.failure = failure;
        return end;
    }

    /**
     * @return whether its thread has no more
     * @throws DecantException what that thread failed with, and other unchecked exceptions
     */
    boolean isLast() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException known) {
            throw known;
        }
        return last;
    }

    void forEach(RecordSink sink) {
        for (int i = 0; i < count; i++) {
            sink.accept(records.get(i));
        }
    }

    /** Forgets the records, and the memory of those that were large. */
    void clear() {
        if (bytes >= MANY_BYTES) {
            records.removeIf(record -> record.size() >= MANY_BYTES / 2);
        }
        count = 0;
        bytes = 0;
    }
}
