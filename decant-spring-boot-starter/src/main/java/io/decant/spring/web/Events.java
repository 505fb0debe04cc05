package io.decant.spring.web;

import io.decant.spring.job.Job;
import io.decant.spring.job.JobStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams of a job's progress: one event when something has changed, until the job has ended. */
final class Events implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    /** At once, in this process. */
    private static final int MOST = 500;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "decant-events");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger open = new AtomicInteger();

    /** @throws Problem 429 if too many are open */
    SseEmitter of(Supplier<Optional<Job>> job) {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            throw new Problem(HttpStatus.TOO_MANY_REQUESTS, "too-many-streams", "too many are being watched. Ask again")
                    .header("Retry-After", "30");
        }
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        AtomicReference<JobView> last = new AtomicReference<>();
        Future<?> ticks = clock.scheduleWithFixedDelay(
                () -> tick(emitter, job, last), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        emitter.onCompletion(() -> {
            open.decrementAndGet();
            ticks.cancel(false);
        });
        return emitter;
    }

    private static void tick(SseEmitter emitter, Supplier<Optional<Job>> find, AtomicReference<JobView> last) {
        try {
            Job job = find.get().orElse(null);
            if (job == null) {
                emitter.complete();
                return;
            }
            JobView view = JobView.whole(job, null, null);
            if (!view.equals(last.getAndSet(view))) {
                emitter.send(SseEmitter.event().name(job.status().text()).data(view, MediaType.APPLICATION_JSON));
            }
            if (job.status() == JobStatus.COMPLETED || job.status() == JobStatus.FAILED) {
                emitter.complete();
            }
        } catch (IOException | RuntimeException gone) {
            emitter.completeWithError(gone);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
