package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells many workers that the work was given up, by the caller's interrupt or by another worker's failure. Thread-safe. */
final class Cancellation {
    private final CountDownLatch given = new CountDownLatch(1);

    /** @return whether this call was the one that gave the work up */
    synchronized boolean cancel() {
        boolean first = !cancelled();
        given.countDown();
        return first;
    }

    boolean cancelled() {
        return given.getCount() == 0;
    }

    /** @throws DecantException with {@code INTERRUPTED} if the work was given up, or this thread was interrupted */
    void check() {
        if (cancelled() || Thread.currentThread().isInterrupted()) {
            cancel();
            throw new DecantException(ErrorCode.INTERRUPTED, "interrupted; nothing was published");
        }
    }

    /**
     * Waits, and no longer once the work is given up.
     *
     * @throws DecantException as {@link #check}
     */
    void pause(long nanos) {
        try {
            given.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        check();
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
