package io.decant.spring.job;

import io.decant.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a job's progress to the job database every second, from a thread of its own, and stops the work when the job is
 * no longer this worker's: cancelled, or taken by another while this one slept. Close it when the work has ended.
 */
final class Watched implements Progress, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watched.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** The phase in which a restore can no longer be cancelled: rows that are there are not called cancelled. */
    static final String COMMITTING = "commit";

    private final JobStore store;
    private final Job job;
    private final Thread worker = Thread.currentThread();
    private final Thread watch;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable String phase;
    private volatile long expected = -1;
    private volatile boolean lost;
    private volatile boolean ended;

    Watched(JobStore store, Job job) {
        this.store = store;
        this.job = job;
        this.watch = new Thread(this::watch, "decant-watch");
        watch.setDaemon(true);
        watch.start();
    }

    @Override
    public void begin(String newPhase, long newRows, long newBytes) {
        phase = newPhase;
        rows.set(0);
        bytes.set(0);
        expected = newRows;
    }

    @Override
    public void advance(long moreRows, long moreBytes) {
        rows.addAndGet(moreRows);
        bytes.addAndGet(moreBytes);
    }

    @Override
    public void end() {}

    /** @return false if the job is another's, or cancelled; otherwise nobody cancels it any more */
    boolean committing() {
        phase = COMMITTING;
        return store.checkpoint(job, now());
    }

    /** Whether the job was found to be another's, or cancelled. */
    boolean lost() {
        return lost;
    }

    private void watch() {
        while (!ended) {
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException closed) {
                return;
            }
            if (!ended && isLost()) {
                lost = true;
                worker.interrupt();
                return;
            }
        }
    }

    private boolean isLost() {
        try {
            return !store.checkpoint(job, now());
        } catch (RuntimeException databaseAway) {
            // The queue's own heartbeat decides how long that may last; publication is fenced anyway.
            LOG.debug("cannot write progress down", databaseAway);
            return false;
        }
    }

    private Job.Progress now() {
        return new Job.Progress(phase, rows.get(), expected, bytes.get());
    }

    /** Afterwards the worker is interrupted no more. */
    @Override
    public void close() {
        ended = true;
        watch.interrupt();
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                watch.join();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (lost) {
            Thread.interrupted();
        } else if (interrupted) {
            worker.interrupt();
        }
    }
}
