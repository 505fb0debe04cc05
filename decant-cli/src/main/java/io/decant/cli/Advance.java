package io.decant.cli;

import java.util.concurrent.TimeUnit;

/** How far one phase has come. Not thread-safe. */
final class Advance {
    private final long startNanos;
    private final long expectedRows;
    private final long expectedBytes;
    private long rows;
    private long bytes;

    /** @param expectedRows and {@code expectedBytes}: −1 if unknown */
    Advance(long startNanos, long expectedRows, long expectedBytes) {
        this.startNanos = startNanos;
        this.expectedRows = expectedRows;
        this.expectedBytes = expectedBytes;
    }

    void add(long moreRows, long moreBytes) {
        rows += moreRows;
        bytes += moreBytes;
    }

    long rows() {
        return rows;
    }

    /** {@code 1,204,000 rows, 310.2 MB, 45 %, about 30 s left}; the last two only where the end is known. */
    String text(long nowNanos) {
        StringBuilder text = new StringBuilder(Numbers.count(rows, "row"));
        if (bytes > 0) {
            text.append(", ").append(Numbers.bytes(bytes));
        }
        double done = share();
        if (done > 0) {
            // An estimate can be short of the truth; more than all is never done.
            double shown = Math.min(done, 0.99);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(nowNanos - startNanos);
            text.append(", ").append(Math.round(shown * 100)).append(" %");
            if (done < 1) {
                text.append(", about ").append(Numbers.duration(Math.round(seconds * (1 - done) / done)));
                text.append(" left");
            }
        }
        return text.toString();
    }

    private double share() {
        if (expectedBytes > 0 && bytes > 0) {
            return (double) bytes / expectedBytes;
        }
        return expectedRows > 0 ? (double) rows / expectedRows : 0;
    }
}
