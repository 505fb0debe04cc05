package io.decant.spring.web;

import io.decant.plan.TenantKey;
import io.decant.spring.job.Job;
import io.decant.spring.job.JobStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Streams of a job's progress: one event when something has changed, until the job has ended. They end before the web
 * server stops, which waits for whoever still gets an answer.
 */
final class Events implements SmartLifecycle {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    /** At once, in this process. */
    private static final int MOST = 500;
    /** Of one tenant, so that none keeps the others out. */
    private static final int MOST_OF_ONE = 50;
    /** Looks without news, after which a comment is sent: it is how one learns that nobody listens any more. */
    private static final int QUIET = 5;

    private final Map<SseEmitter, TenantKey> open = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService clock;

    /** @throws Problem 429 if too many are open */
    SseEmitter of(TenantKey tenant, Supplier<Optional<Job>> job) {
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        ScheduledExecutorService ticking = enter(emitter, tenant);
        Stream stream = new Stream(emitter, job);
        Future<?> ticks = ticking.scheduleWithFixedDelay(stream::tick, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        emitter.onCompletion(() -> {
            open.remove(emitter);
            ticks.cancel(false);
        });
        return emitter;
    }

    private synchronized ScheduledExecutorService enter(SseEmitter emitter, TenantKey tenant) {
        if (clock == null) {
            throw new Problem(ProblemCode.STOPPING, "this process is being stopped. Ask again");
        }
        long own = open.values().stream().filter(tenant::equals).count();
        if (open.size() >= MOST || own >= MOST_OF_ONE) {
            throw new Problem(ProblemCode.TOO_MANY_STREAMS, "too many are being watched. Ask again")
                    .header("Retry-After", "30");
        }
        open.put(emitter, tenant);
        return clock;
    }

    /** What was sent last, and how long ago. Used by the one thread of the clock. */
    private static final class Stream {
        private final SseEmitter emitter;
        private final Supplier<Optional<Job>> find;
        private @Nullable JobView last;
        private int quiet;

        Stream(SseEmitter emitter, Supplier<Optional<Job>> find) {
            this.emitter = emitter;
            this.find = find;
        }

        void tick() {
            try {
                Job job = find.get().orElse(null);
                if (job == null) {
                    emitter.complete();
                    return;
                }
                send(job, JobView.whole(job, null, null));
                if (job.status() == JobStatus.COMPLETED || job.status() == JobStatus.FAILED) {
                    emitter.complete();
                }
            } catch (IOException | RuntimeException gone) {
                emitter.completeWithError(gone);
            }
        }

        private void send(Job job, JobView view) throws IOException {
            if (!view.equals(last)) {
                last = view;
                quiet = 0;
                emitter.send(SseEmitter.event().name(job.status().text()).data(view, MediaType.APPLICATION_JSON));
            } else if (++quiet >= QUIET) {
                quiet = 0;
                emitter.send(SseEmitter.event().comment("nothing new"));
            }
        }
    }

    @Override
    public synchronized void start() {
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "decant-events");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public synchronized void stop() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
        open.keySet().forEach(SseEmitter::complete);
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }
}
