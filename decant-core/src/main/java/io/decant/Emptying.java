package io.decant;

import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;

/** Puts NULL in place of some fields. Not thread-safe. */
final class Emptying implements RecordSink {
    private final boolean[] emptied;
    private final RecordSink next;
    private final RecordBuffer out = new RecordBuffer();

    private Emptying(boolean[] emptied, RecordSink next) {
        this.emptied = emptied;
        this.next = next;
    }

    /**
     * A sink for records before it is done; the next one itself if nothing is to be done.
     *
     * @param emptied for each field, whether NULL takes its place
     */
    static RecordSink before(RecordSink next, boolean[] emptied) {
        for (boolean one : emptied) {
            if (one) {
                return new Emptying(emptied.clone(), next);
            }
        }
        return next;
    }

    @Override
    public void accept(RecordBuffer record) {
        out.clear();
        for (int field = 0; field < emptied.length; field++) {
            if (emptied[field]) {
                out.addNull();
            } else {
                out.addFrom(record, field);
            }
        }
        next.accept(out);
    }
}
