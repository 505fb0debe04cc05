package io.decant.archive;

import io.decant.record.RecordBuffer;
import io.decant.record.RecordSource;

/** The records of one part, and where they stand in it. */
public final class PartRecords implements RecordSource {
    private final PartsSource source;

    PartRecords(PartsSource source) {
        this.source = source;
    }

    @Override
    public boolean next(RecordBuffer into) {
        return source.next(into);
    }

    /** The line of the plain CSV on which the last record begins; line 1 is the header. */
    public long line() {
        return source.line();
    }

    @Override
    public void close() {
        source.close();
    }
}
