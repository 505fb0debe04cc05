package io.decant.spring.job;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.spring.job.Job.Failure;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Works a job off: takes it over, does it, and writes down how it ended, unless it is another's by then. */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    /** A tag of a metric is never missing. */
    private static final String NO_CODE = "none";

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--([a-z]+)(-[a-z]+)?");

    private final JobStore store;
    private final Seats seats;
    private final Backup backup;
    private final Restore restore;
    private final Workload workload;
    private final ObservationRegistry observations;
    private final int attempts;
    private final Duration backOff;

    Worker(
            JobStore store,
            Seats seats,
            Backup backup,
            Restore restore,
            Workload workload,
            ObservationRegistry observations,
            int attempts,
            Duration backOff) {
        this.store = store;
        this.seats = seats;
        this.backup = backup;
        this.restore = restore;
        this.workload = workload;
        this.observations = observations;
        this.attempts = attempts;
        this.backOff = backOff;
    }

    /**
     * Does a job, in the calling thread.
     *
     * @return how long to wait before it is to be tried again; null if it is done with
     */
    @Nullable Duration work(UUID id) {
        Job job;
        try {
            job = seats.begin(id).orElse(null);
        } catch (InterruptedException stopping) {
            return Duration.ZERO;
        }
        if (job == null) {
            return null; // cancelled, or done by another
        }
        int most = job.kind() == JobKind.RESTORE ? 1 : attempts;
        if (job.attempt() > most) {
            store.fail(job, new Failure("worker-lost", lost(job)));
            return null;
        }
        LOG.info("{} {} begins, attempt {}", job.kind().text(), id, job.attempt());
        Observation observation = Observation.start("decant.job", observations)
                .lowCardinalityKeyValue("kind", job.kind().text());
        workload.begins(job);
        Observation.Scope scope = observation.openScope();
        try (Watched watched = new Watched(store, job)) {
            return work(job, watched, observation);
        } finally {
            scope.close();
            workload.ends(job);
            observation.stop();
        }
    }

    private @Nullable Duration work(Job job, Watched watched, Observation observation) {
        try {
            boolean published = job.kind() == JobKind.BACKUP ? backup.run(job, watched) : restore.run(job, watched);
            LOG.info("{} {} {}", job.kind().text(), job.id(), published ? "completed" : "was taken by another");
            observation.lowCardinalityKeyValue("outcome", published ? "completed" : "lost");
            observation.lowCardinalityKeyValue("code", NO_CODE);
            return null;
        } catch (RuntimeException failure) {
            observation.lowCardinalityKeyValue(
                    "code", watched.lost() ? NO_CODE : code(failure).text());
            if (watched.lost()) {
                LOG.info("{} {} was taken by another, or cancelled", job.kind().text(), job.id());
                observation.lowCardinalityKeyValue("outcome", "lost");
                return null;
            }
            Duration again = ended(job, failure);
            observation.lowCardinalityKeyValue("outcome", again == null ? "failed" : "again");
            return again;
        }
    }

    /** The engine names options as the command has them: {@code --on-conflict} is {@code onConflict} here. */
    private static String inWordsOfTheApi(String message) {
        return OPTION.matcher(message).replaceAll(option -> {
            String name = option.group(1);
            String more = option.group(2);
            return more == null ? name : name + more.substring(1, 2).toUpperCase(Locale.ROOT) + more.substring(2);
        });
    }

    private static ErrorCode code(RuntimeException failure) {
        if (failure instanceof DecantException known) {
            return known.code();
        }
        // The job database's: it may be there again soon.
        return failure instanceof DataAccessException ? ErrorCode.DATABASE : ErrorCode.INTERNAL;
    }

    private static String lost(Job job) {
        return job.kind() == JobKind.RESTORE
                ? "the process that imported was lost, and it is not known whether it had committed. Look whether the"
                        + " rows are there, then start again, with onConflict skip or update if they are"
                : "its worker was lost in each of " + (job.attempt() - 1) + " attempts";
    }

    private @Nullable Duration ended(Job job, RuntimeException failure) {
        ErrorCode code = code(failure);
        if (code == ErrorCode.INTERRUPTED) {
            // It is another's, which release() tells; or this process is told to stop: another takes the job from its
            // beginning.
            LOG.info("{} {} goes back to the queue", job.kind().text(), job.id());
            return store.release(job, job.attempt() - 1) ? Duration.ZERO : null;
        }
        boolean passing = code == ErrorCode.DATABASE || code == ErrorCode.STORAGE;
        if (passing && job.kind() == JobKind.BACKUP && job.attempt() < attempts) {
            LOG.warn("backup {} failed in attempt {} and is tried again", job.id(), job.attempt(), failure);
            return store.release(job, job.attempt()) ? backOff.multipliedBy(1L << (job.attempt() - 1)) : null;
        }
        LOG.warn("{} {} failed", job.kind().text(), job.id(), failure);
        store.fail(job, new Failure(code.text(), detail(code, failure)));
        return null;
    }

    /** What says where this server keeps its things stays in its log. */
    private static String detail(ErrorCode code, RuntimeException failure) {
        return switch (code) {
            case INTERNAL -> "a fault of Decant itself; the server's log says more";
            case DATABASE -> "the database failed; the server's log says more";
            case STORAGE -> "archives could not be written or read; the server's log says more";
            case MODEL_INVALID, PLAN_REFUSED, PRODUCT_UNKNOWN, USAGE ->
                "this server is not set up for it; the server's log says more";
            default -> inWordsOfTheApi(String.valueOf(failure.getMessage()));
        };
    }
}
