package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that share work. The first failure, and an interrupt of the thread that waits, gives the rest up through the
 * {@link Cancellation}; nobody is left behind. For one thread.
 */
final class Workers implements AutoCloseable {
    private final ExecutorService pool;
    private final Cancellation cancellation;

    /**
     * @param name of the threads
     * @param threads n ≥ 1
     * @param cancellation looked at by tasks that take long
     */
    Workers(String name, int threads, Cancellation cancellation) {
        this.cancellation = cancellation;
        this.pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs all tasks, begun in their order, and waits for them.
     *
     * @throws DecantException of the first task in this order that failed by itself; {@code INTERRUPTED}
     */
    void run(List<? extends Callable<@Nullable Void>> tasks) {
        List<Future<@Nullable Void>> futures = new ArrayList<>();
        tasks.forEach(task -> futures.add(pool.submit(() -> guarded(task))));
        // With the interrupt still set, no wait would wait.
        boolean interrupted = Thread.interrupted();
        if (interrupted) {
            cancellation.cancel();
        }
        for (Future<@Nullable Void> future : futures) {
            while (!future.isDone()) {
                interrupted |= waitFor(future);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        throwFirst(futures);
        if (cancellation.cancelled()) {
            cancellation.check();
        }
    }

    private @Nullable Void guarded(Callable<@Nullable Void> task) throws Exception {
        cancellation.check();
        try {
            return task.call();
        } catch (Exception | Error failure) {
            cancellation.cancel();
            throw failure;
        }
    }

    /** @return whether the wait was interrupted */
    private boolean waitFor(Future<@Nullable Void> future) {
        try {
            future.get();
        } catch (InterruptedException interrupt) {
            cancellation.cancel();
            return true;
        } catch (ExecutionException failed) {
            // Looked at by the caller.
        }
        return false;
    }

    private static void throwFirst(List<Future<@Nullable Void>> done) {
        DecantException first = null;
        for (Future<@Nullable Void> future : done) {
            try {
                future.get();
            } catch (InterruptedException interrupt) {
                throw new IllegalStateException("what is done is not waited for", interrupt);
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof Error error) {
                    throw error;
                }
                DecantException next = failed.getCause() instanceof DecantException known
                        ? known
                        : new DecantException(ErrorCode.INTERNAL, "a worker failed", failed.getCause());
                first = firstOf(first, next);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Workers that were merely told to stop do not hide the one that failed. */
    private static DecantException firstOf(@Nullable DecantException first, DecantException next) {
        if (first == null || first.code() == ErrorCode.INTERRUPTED) {
            return next;
        }
        if (next.code() != ErrorCode.INTERRUPTED) {
            first.addSuppressed(next);
        }
        return first;
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
