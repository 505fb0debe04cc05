package io.decant.cli;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, or a polite kill: the work is told to stop and given time to clean up before the process ends. Thread-safe.
 */
final class Interruption {
    private static final long SECONDS_TO_HEAR = 2;
    private static final long SECONDS_TO_CLEAN = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Database> databases = new CopyOnWriteArrayList<>();
    private volatile boolean requested;
    private volatile @Nullable Thread worker;

    /** From now on the calling thread is told when the process is asked to end. */
    void watch() {
        tells(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "decant-interrupt"));
    }

    /** From now on this thread is the one to be told. */
    void tells(Thread thread) {
        worker = thread;
    }

    /** Its connections are cut if the work does not hear in time. */
    void cuts(Database database) {
        databases.add(database);
    }

    boolean requested() {
        return requested;
    }

    /** The work has ended, well or not, and left nothing to clean up. */
    void workEnded() {
        ended.countDown();
    }

    /** Tells the work to stop, and waits until it has. */
    void stop() {
        Thread told = worker;
        if (told == null || ended.getCount() == 0) {
            return;
        }
        requested = true;
        told.interrupt();
        try {
            if (!ended.await(SECONDS_TO_HEAR, TimeUnit.SECONDS)) {
                databases.forEach(Database::abort);
                ended.await(SECONDS_TO_CLEAN, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
