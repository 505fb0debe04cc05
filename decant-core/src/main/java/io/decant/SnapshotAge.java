package io.decant;

import io.decant.dialect.Dialect;
import io.decant.dialect.Snapshot;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * How old the snapshot of one piece of work may grow. A thread of its own watches it: past the age it cancels the work, and
 * has the database end the statements that run, for those look at no flag while they are silent. Used by one thread.
 */
final class SnapshotAge {
    private static final long AGAIN_MILLIS = 200;
    /** After as many requests without an answer the connections are cut, which the server may notice late. */
    private static final int REQUESTS = 25;

    private final @Nullable Duration most;
    private final Cancellation cancellation;
    private final LongSupplier nanoTime;
    private long takenAt;
    private @Nullable Watch watch;
    private volatile boolean expired;

    /** @param most null for any age */
    SnapshotAge(@Nullable Duration most, Cancellation cancellation, LongSupplier nanoTime) {
        this.most = most;
        this.cancellation = cancellation;
        this.nanoTime = nanoTime;
    }

    static SnapshotAge unlimited() {
        return new SnapshotAge(null, new Cancellation(), System::nanoTime);
    }

    /** A snapshot is about to be taken, which counts from now on: it is never older than what is measured. */
    DataSource taking(DataSource source) {
        takenAt = nanoTime.getAsLong();
        return most == null ? source : new StoppableSource(source);
    }

    /** @param source what {@link #taking} gave, from which the snapshot has its connections */
    void taken(DataSource source, Dialect dialect, Snapshot snapshot) {
        if (most != null && source instanceof StoppableSource stoppable) {
            long left = most.toNanos() - (nanoTime.getAsLong() - takenAt);
            watch = new Watch(left, stoppable, dialect, snapshot);
            watch.start();
        }
    }

    /** The snapshot is about to be closed. Once this has returned, nobody touches its connections from here. */
    void ends() {
        if (watch != null) {
            watch.end();
            watch = null;
        }
    }

    /** @throws DecantException if the snapshot had grown too old before it was closed */
    void check() {
        if (expired) {
            throw failure(null);
        }
    }

    /** What is to be said of a failure: where it only followed from the age, the age. */
    DecantException explain(DecantException failure) {
        boolean toldToStop =
                failure.code() == ErrorCode.INTERRUPTED && !(failure.getCause() instanceof InterruptedException);
        boolean follows = toldToStop || failure.code() == ErrorCode.DATABASE;
        return expired && follows ? failure(failure) : failure;
    }

    private DecantException failure(@Nullable DecantException cause) {
        return new DecantException(
                ErrorCode.SNAPSHOT_EXPIRED,
                "the snapshot grew older than " + text() + ", which max-snapshot-age allows, so it was given up."
                        + " Nothing was published. Allow more, read with more jobs or at a higher rate, or read a replica",
                cause);
    }

    private String text() {
        return String.valueOf(most).substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private final class Watch extends Thread {
        private final long left;
        private final StoppableSource source;
        private final Dialect dialect;
        private final Snapshot snapshot;
        private final CountDownLatch ended = new CountDownLatch(1);

        private Watch(long left, StoppableSource source, Dialect dialect, Snapshot snapshot) {
            super("decant-snapshot-age");
            setDaemon(true);
            this.left = left;
            this.source = source;
            this.dialect = dialect;
            this.snapshot = snapshot;
        }

        @Override
        public void run() {
            try {
                if (ended.await(left, TimeUnit.NANOSECONDS)) {
                    return;
                }
                // Work that had failed before keeps its own reason.
                expired = cancellation.cancel();
                int requests = 0;
                do {
                    if (requests++ < REQUESTS) {
                        source.stop(dialect.sql());
                    } else {
                        cut();
                    }
                } while (!ended.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
            } catch (InterruptedException nobodyDoes) {
                interrupt();
            }
        }

        private void cut() {
            for (Connection connection : snapshot.connections()) {
                try {
                    connection.abort(Runnable::run);
                } catch (SQLException | RuntimeException ignored) {
                    // Nothing more can be done from here.
                }
            }
        }

        /** Waits for it, so that no late request meets whoever has the connection from a pool next. */
        private void end() {
            ended.countDown();
            boolean interrupted = false;
            while (isAlive()) {
                try {
                    join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
