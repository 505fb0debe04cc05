package io.decant.spring.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.decant.spring.DecantProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;

/**
 * The queue of jobs, in the job database. db-scheduler gives leases, heartbeats and take-over: a job whose worker has
 * fallen silent is begun again by another, under a new fence. {@link #add} takes part in a transaction of the caller.
 */
public final class Queue implements SmartLifecycle {
    private static final String TABLE = "decant_task";
    /** Of a worker, before its job goes to another. */
    private static final int SILENT_HEARTBEATS = 4;

    /** Characters of a job's id, with which an execution's name begins. */
    private static final int ID = 36;

    private final OneTimeTask<Void> task;
    private final Scheduler scheduler;
    private final boolean works;
    private volatile boolean running;

    /**
     * @param jobs the job database, taking part in Spring's transactions
     * @param stopTime how long running jobs may go on when the process is asked to stop
     */
    public Queue(DataSource jobs, DecantProperties.Jobs settings, Worker worker, Sweeper sweeper, Duration stopTime) {
        this.works = settings.workers() > 0;
        this.task = Tasks.oneTime("job")
                .onFailure((failed, operations) -> {
                    Duration wait = failed.getCause()
                            .filter(AgainException.class::isInstance)
                            .map(again -> ((AgainException) again).wait)
                            .orElse(settings.backOff());
                    operations.reschedule(failed, Instant.now().plus(wait));
                })
                .onDeadExecutionRevive()
                .execute((instance, context) -> {
                    Duration wait = worker.work(UUID.fromString(instance.getId().substring(0, ID)));
                    if (wait != null) {
                        throw new AgainException(wait);
                    }
                });
        SchedulerBuilder builder = Scheduler.create(jobs, task)
                .tableName(TABLE)
                .threads(Math.max(1, settings.workers()))
                .pollingInterval(settings.poll())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(SILENT_HEARTBEATS)
                .failureLogging(LogLevel.DEBUG, false)
                .alwaysPersistTimestampInUTC()
                .shutdownMaxWait(stopTime);
        if (works) {
            builder.startTasks(Tasks.recurring("sweep", FixedDelay.of(settings.sweep()))
                    .execute((instance, context) -> sweeper.sweep()));
        }
        this.scheduler = builder.build();
    }

    /** The one way that the queue has to be told of a job that is to be begun again. */
    private static final class AgainException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Duration wait;

        AgainException(Duration wait) {
            super("to be tried again", null, false, false);
            this.wait = wait;
        }
    }

    /** A job that is started once more may still have the execution of the time before, which is about to go. */
    void add(Job job, Instant when) {
        scheduler.schedule(task.instance(job.attemptName()), when);
    }

    @Override
    public void start() {
        if (works) {
            scheduler.start();
        }
        running = true;
    }

    @Override
    public void stop() {
        if (works) {
            scheduler.stop();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
