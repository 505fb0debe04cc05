package io.decant;

import java.util.function.LongSupplier;

/**
 * Says how long to wait so that what many threads take stays within one rate. What was not taken is saved up for a tenth of
 * a second only, so any span of time has at most its own share, that tenth's, and what each thread takes in one go.
 * Thread-safe; it tells, and never waits itself.
 */
final class RateLimit {
    private static final long CREDIT = 100_000_000;

    private final double nanosEach;
    private final LongSupplier nanoTime;
    /** When all that was taken so far is paid for. */
    private long paidAt;

    RateLimit(long perSecond, LongSupplier nanoTime) {
        this.nanosEach = 1e9 / perSecond;
        this.nanoTime = nanoTime;
        this.paidAt = nanoTime.getAsLong();
    }

    /**
     * Books what was just taken.
     *
     * @return nanoseconds to wait before any more is taken, 0 for none
     */
    synchronized long take(long amount) {
        long now = nanoTime.getAsLong();
        if (paidAt - now < -CREDIT) {
            paidAt = now - CREDIT;
        }
        paidAt += (long) Math.ceil(amount * nanosEach);
        return Math.max(0, paidAt - now);
    }
}
