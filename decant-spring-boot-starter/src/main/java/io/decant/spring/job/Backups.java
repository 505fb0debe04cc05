package io.decant.spring.job;

import io.decant.plan.TenantKey;
import io.decant.spring.Caller;
import io.decant.spring.job.AuditLog.Action;
import io.decant.spring.job.RefusedException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/** A tenant's backups: schedule, look at, cancel and delete. Thread-safe. */
public final class Backups {
    private static final Duration DAY = Duration.ofHours(24);

    private final JobStore store;
    private final Queue queue;
    private final Sweeper sweeper;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final int perDay;
    private final Clock clock;

    Backups(
            JobStore store,
            Queue queue,
            Sweeper sweeper,
            AuditLog audit,
            TransactionTemplate transactions,
            int perDay,
            Clock clock) {
        this.store = store;
        this.queue = queue;
        this.sweeper = sweeper;
        this.audit = audit;
        this.transactions = transactions;
        this.perDay = perDay;
        this.clock = clock;
    }

    /**
     * Schedules a backup.
     *
     * @param idempotencyKey the same one gives the same job again; null for a new one
     * @throws RefusedException {@code ACTIVE_JOB}, {@code QUOTA}
     */
    public Job schedule(Caller caller, @Nullable String idempotencyKey) {
        try {
            return transactions.execute(status -> insert(caller, idempotencyKey));
        } catch (DuplicateKeyException taken) {
            // The look before was too early: the constraints have the last word.
            return same(caller, idempotencyKey).orElseThrow(() -> active(caller.tenant()));
        }
    }

    private Job insert(Caller caller, @Nullable String idempotencyKey) {
        Optional<Job> active = store.active(JobKind.BACKUP, caller.tenant());
        // In this order: a job that another call of this key makes meanwhile is seen by the second look.
        Optional<Job> same = same(caller, idempotencyKey);
        if (same.isPresent()) {
            return same.get();
        }
        if (active.isPresent()) {
            throw RefusedException.active(active.get());
        }
        Instant dayAgo = clock.instant().minus(DAY);
        if (perDay > 0 && store.countSince(JobKind.BACKUP, caller.tenant(), dayAgo) >= perDay) {
            throw RefusedException.quota(DAY);
        }
        Job job = store.insert(
                JobKind.BACKUP, caller.tenant(), JobStatus.PENDING, caller.name(), idempotencyKey, null, null);
        queue.add(job, job.createdAt());
        audit.add(caller.tenant(), caller.name(), Action.BACKUP_SCHEDULED, job.id(), null);
        return job;
    }

    private Optional<Job> same(Caller caller, @Nullable String idempotencyKey) {
        return idempotencyKey == null
                ? Optional.empty()
                : store.byIdempotencyKey(JobKind.BACKUP, caller.tenant(), idempotencyKey);
    }

    private RefusedException active(TenantKey tenant) {
        return store.active(JobKind.BACKUP, tenant)
                .map(RefusedException::active)
                .orElseGet(() -> RefusedException.of(
                        Reason.ACTIVE_JOB, "a backup of this tenant has just ended. Schedule this one again"));
    }

    /** All of the tenant's backups, oldest first. */
    public List<Job> list(TenantKey tenant) {
        return page(tenant, null, null, 0);
    }

    /**
     * Some of them, oldest first.
     *
     * @param status null for any
     * @param after the id of the last one before; null for the first. Empty if it is none of the tenant's
     * @param most how many at most; 0 for all
     */
    public List<Job> page(TenantKey tenant, @Nullable String status, @Nullable UUID after, int most) {
        return store.page(JobKind.BACKUP, tenant, status, after, most);
    }

    /** Empty also where another tenant has a job of this id. */
    public Optional<Job> find(TenantKey tenant, UUID id) {
        return store.find(id, JobKind.BACKUP, tenant);
    }

    /** Cancels a job that is active, deletes the files of one that is done. The job stays listed. */
    public void delete(Caller caller, Job job) {
        if (store.cancel(job.id(), new Job.Failure("cancelled", "cancelled on request"))) {
            audit.add(job.tenant(), caller.name(), Action.BACKUP_CANCELLED, job.id(), null);
            return;
        }
        // It may have been completed just now.
        find(caller.tenant(), job.id()).ifPresent(ended -> sweeper.delete(ended, caller.name(), null));
    }

    /** Writes down who takes what of an archive. */
    public void downloaded(Caller caller, Job job, String what) {
        audit.add(job.tenant(), caller.name(), Action.BACKUP_DOWNLOADED, job.id(), what);
    }
}
