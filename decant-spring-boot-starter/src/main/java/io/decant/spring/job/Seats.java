package io.decant.spring.job;

import io.decant.spring.Micros;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets only so many backups run at once, in whichever processes, so that the source is read by no more. A job that finds no
 * seat waits with its worker, which keeps the order of the queue. Whoever has lost its worker keeps its seat for the next one.
 * Thread-safe.
 */
final class Seats {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final JobStore store;
    private final int most;

    /** @param most 0 for any number */
    Seats(JdbcClient jdbc, TransactionTemplate transactions, JobStore store, int most) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.store = store;
        this.most = most;
    }

    /**
     * Takes a job over, as {@link JobStore#begin} does, when there is a seat for it.
     *
     * @throws InterruptedException while it waits: nothing has changed
     */
    Optional<Job> begin(UUID id) throws InterruptedException {
        if (most == 0) {
            return store.begin(id);
        }
        Optional<Job> job = store.find(id).filter(Seats::waits);
        while (job.isPresent()) {
            if (taken(id) + older(job.get()) < most) {
                Optional<Job> begun = beginSeated(id);
                if (begun.isPresent()) {
                    return begun;
                }
            }
            Thread.sleep(PAUSE.toMillis());
            job = store.find(id).filter(Seats::waits);
        }
        return store.begin(id);
    }

    private static boolean waits(Job job) {
        return job.kind() == JobKind.BACKUP && job.status().active();
    }

    /** How many come first: those that were scheduled before, but for those that were begun once and wait for their turn. */
    private long older(Job job) {
        long created = Micros.of(job.createdAt());
        return jdbc.sql("SELECT count(*) FROM decant_job WHERE status = 'pending' AND kind = 'backup' AND attempt = 0"
                        + " AND (created_at < ? OR (created_at = ? AND id < ?))")
                .params(created, created, job.id().toString())
                .query(Long.class)
                .single();
    }

    /** How many are in use by others. */
    private long taken(UUID id) {
        return jdbc.sql("SELECT count(*) FROM decant_seat s JOIN decant_job j ON j.id = s.job_id"
                        + " WHERE j.status = 'running' AND j.fence = s.fence AND j.id <> ?")
                .param(id.toString())
                .query(Long.class)
                .single();
    }

    /** Both or neither: the job's row is locked first, so that whoever clears its old seat away finds another fence. */
    private Optional<Job> beginSeated(UUID id) {
        try {
            return transactions.execute(status -> {
                Optional<Job> begun = store.begin(id);
                if (begun.isPresent() && !sit(begun.get())) {
                    status.setRollbackOnly();
                    return Optional.<Job>empty();
                }
                return begun;
            });
        } catch (DuplicateKeyException | ConcurrencyFailureException another) {
            return Optional.empty();
        }
    }

    private boolean sit(Job job) {
        jdbc.sql("DELETE FROM decant_seat WHERE job_id = ?")
                .param(job.id().toString())
                .update();
        clear();
        Set<Integer> taken = new TreeSet<>(
                jdbc.sql("SELECT seat FROM decant_seat").query(Integer.class).list());
        OptionalInt free =
                IntStream.range(0, most).filter(seat -> !taken.contains(seat)).findFirst();
        free.ifPresent(seat -> jdbc.sql("INSERT INTO decant_seat (seat, job_id, fence) VALUES (?, ?, ?)")
                .params(seat, job.id().toString(), job.fence())
                .update());
        return free.isPresent();
    }

    private void clear() {
        jdbc.sql("SELECT s.job_id, s.fence FROM decant_seat s LEFT JOIN decant_job j"
                        + " ON j.id = s.job_id AND j.fence = s.fence AND j.status = 'running' WHERE j.id IS NULL")
                .query((row, number) -> jdbc.sql("DELETE FROM decant_seat WHERE job_id = ? AND fence = ?")
                        .params(row.getString(1), row.getLong(2)))
                .list()
                .forEach(JdbcClient.StatementSpec::update);
    }
}
