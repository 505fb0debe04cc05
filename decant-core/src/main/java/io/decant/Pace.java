package io.decant;

import io.decant.MaxRate.Unit;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Holds all readers of an export together to one rate, and each back where its query becomes slow. Thread-safe. */
final class Pace {
    /** A reader that takes so many parts of a second's share at once is smooth enough, and seldom in another's way. */
    private static final int BITES_A_SECOND = 20;

    private final MaxRate rate;
    private final RateLimit limit;
    private final long bite;
    private final Cancellation cancellation;
    private final LongSupplier nanoTime;
    private final AtomicLong held = new AtomicLong();

    /** @param readers how many share the rate */
    Pace(MaxRate rate, int readers, Cancellation cancellation, LongSupplier nanoTime) {
        this.rate = rate;
        this.limit = new RateLimit(rate.perSecond(), nanoTime);
        this.bite = Math.max(1, rate.perSecond() / BITES_A_SECOND / readers);
        this.cancellation = cancellation;
        this.nanoTime = nanoTime;
    }

    /** Before the first sink of one query's rows. */
    Reader reader(RecordSink next) {
        return new Reader(next);
    }

    /** Nanoseconds that readers paused because the source had become slow, each counted. */
    long held() {
        return held.get();
    }

    /** Takes a row and waits, in the thread that reads: the source waits with it. Not thread-safe: one a query. */
    final class Reader implements RecordSink {
        private final RecordSink next;
        private final Latency latency = new Latency();
        private long pending;
        private long leftAt;
        private boolean began;

        private Reader(RecordSink next) {
            this.next = next;
        }

        @Override
        public void accept(RecordBuffer record) {
            long size = (long) record.size() + record.fields();
            // The first row's time is the query's own, not that of fetching.
            long late = began ? latency.row(nanoTime.getAsLong() - leftAt, size) : 0;
            began = true;
            next.accept(record);
            pending += rate.unit() == Unit.ROWS ? 1 : size;
            if (pending >= bite) {
                pay();
            }
            if (late > 0) {
                cancellation.pause(late);
                held.addAndGet(late);
            }
            leftAt = nanoTime.getAsLong();
        }

        /** Waits for what was taken and not waited for yet. */
        void pay() {
            long wait = limit.take(pending);
            pending = 0;
            if (wait > 0) {
                cancellation.pause(wait);
            }
        }
    }
}
