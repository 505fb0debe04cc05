package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;

/** Tells many workers that the work was given up, by the caller's interrupt or by another worker's failure. Thread-safe. */
final class Cancellation {
    private volatile boolean cancelled;

    void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** @throws DecantException with {@code INTERRUPTED} if the work was given up, or this thread was interrupted */
    void check() {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            cancelled = true;
            throw new DecantException(ErrorCode.INTERRUPTED, "interrupted; nothing was published");
        }
    }

    /** Looks at each record whether to go on, and reports progress every so many. */
    Watch watch(RecordSink next, Progress progress) {
        return new Watch(next, progress);
    }

    /** Not thread-safe: one a reader. */
    final class Watch implements RecordSink {
        private static final int STEP = 1024;

        private final RecordSink next;
        private final Progress progress;
        private int rows;
        private long bytes;

        private Watch(RecordSink next, Progress progress) {
            this.next = next;
            this.progress = progress;
        }

        @Override
        public void accept(RecordBuffer record) {
            bytes += record.size() + record.fields() + 1L;
            next.accept(record);
            if (++rows == STEP) {
                check();
                flush();
            }
        }

        /** Reports what was not reported yet. */
        void flush() {
            progress.advance(rows, bytes);
            rows = 0;
            bytes = 0;
        }
    }
}
