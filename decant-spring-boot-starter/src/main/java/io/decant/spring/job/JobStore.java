package io.decant.spring.job;

import io.decant.plan.TenantKey;
import io.decant.spring.Micros;
import io.decant.spring.job.Job.Failure;
import io.decant.spring.job.Job.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table of jobs. Each change of a running job names the fence under which it was begun, and does nothing if another
 * has taken it since. Thread-safe; transactions are the caller's.
 */
final class JobStore {
    private static final String FACTS =
            "id, kind, tenant, status, created_at, updated_at, requested_by, attempt, fence, phase,"
                    + " rows_done, rows_expected, bytes_done, failure_code, failure_detail, archive, expires_at, deleted_at";
    private static final String COLUMNS = FACTS + ", manifest, options, report";
    private static final String BRIEF = FACTS + ", NULL AS manifest, options, NULL AS report";

    private final JdbcClient jdbc;
    private final Clock clock;

    JobStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Adds a job.
     *
     * @param idempotencyKey null if the request had none
     * @throws org.springframework.dao.DuplicateKeyException if the tenant has an active one of this kind, or one of this
     *     idempotency key
     */
    Job insert(
            JobKind kind,
            TenantKey tenant,
            JobStatus status,
            String requestedBy,
            @Nullable String idempotencyKey,
            @Nullable String manifest,
            @Nullable Instant expiresAt) {
        UUID id = UUID.randomUUID();
        long now = Micros.of(clock.instant());
        jdbc.sql("INSERT INTO decant_job (id, kind, tenant, tenant_hash, status, slot, created_at, updated_at,"
                        + " requested_by, idempotency_key, attempt, fence, rows_done, rows_expected, bytes_done, manifest,"
                        + " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, -1, 0, ?, ?)")
                .params(
                        id.toString(),
                        kind.text(),
                        TenantText.of(tenant),
                        TenantText.hash(tenant),
                        status.text(),
                        status.active() ? slot(kind, tenant) : id.toString(),
                        now,
                        now,
                        requestedBy.substring(0, Math.min(200, requestedBy.length())),
                        idempotencyKey == null ? id.toString() : idempotencyKey)
                .param(manifest)
                .param(expiresAt == null ? null : Micros.of(expiresAt))
                .update();
        return find(id).orElseThrow();
    }

    private static String slot(JobKind kind, TenantKey tenant) {
        return kind.text() + "-" + TenantText.hash(tenant);
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM decant_job WHERE id = ?")
                .param(id.toString())
                .query(JobStore::job)
                .optional();
    }

    /** A job of this tenant; empty also if it is another's. */
    Optional<Job> find(UUID id, JobKind kind, TenantKey tenant) {
        return find(id).filter(job -> job.kind() == kind && job.tenant().equals(tenant));
    }

    Optional<Job> active(JobKind kind, TenantKey tenant) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM decant_job WHERE slot = ?")
                .param(slot(kind, tenant))
                .query(JobStore::job)
                .optional();
    }

    Optional<Job> byIdempotencyKey(JobKind kind, TenantKey tenant, String key) {
        return jdbc.sql("SELECT " + COLUMNS
                        + " FROM decant_job WHERE tenant_hash = ? AND kind = ? AND idempotency_key = ?")
                .params(TenantText.hash(tenant), kind.text(), key)
                .query(JobStore::job)
                .optional();
    }

    /**
     * Some of a tenant's jobs, oldest first, without their documents.
     *
     * @param status null for any
     * @param after those that come after this one; null for the first. Empty if it is none of them
     * @param most how many at most; 0 for all
     */
    List<Job> page(JobKind kind, TenantKey tenant, @Nullable String status, @Nullable UUID after, int most) {
        StringBuilder sql =
                new StringBuilder("SELECT " + BRIEF + " FROM decant_job WHERE tenant_hash = ? AND kind = ?");
        List<Object> values = new ArrayList<>(List.of(TenantText.hash(tenant), kind.text()));
        if (status != null) {
            sql.append(" AND status = ?");
            values.add(status);
        }
        if (after != null) {
            Optional<Long> created = createdAt(after, kind, tenant);
            if (created.isEmpty()) {
                return List.of();
            }
            sql.append(" AND (created_at > ? OR (created_at = ? AND id > ?))");
            values.addAll(List.of(created.get(), created.get(), after.toString()));
        }
        JdbcClient.StatementSpec statement =
                jdbc.sql(sql.append(" ORDER BY created_at, id").toString()).params(values);
        return (most == 0 ? statement : statement.withMaxRows(most))
                .query(JobStore::job)
                .list();
    }

    /** In microseconds; without the documents, which may be large. Empty if it is none of the tenant's. */
    private Optional<Long> createdAt(UUID id, JobKind kind, TenantKey tenant) {
        return jdbc.sql("SELECT created_at FROM decant_job WHERE id = ? AND tenant_hash = ? AND kind = ?")
                .params(id.toString(), TenantText.hash(tenant), kind.text())
                .query(Long.class)
                .optional();
    }

    /** How many restores of the tenant wait for their files. */
    long countUploads(TenantKey tenant) {
        return jdbc.sql("SELECT count(*) FROM decant_job WHERE tenant_hash = ? AND kind = ? AND status = ?")
                .params(TenantText.hash(tenant), JobKind.RESTORE.text(), JobStatus.UPLOADING.text())
                .query(Long.class)
                .single();
    }

    /** How many jobs the tenant has scheduled since then. */
    long countSince(JobKind kind, TenantKey tenant, Instant since) {
        return jdbc.sql("SELECT count(*) FROM decant_job WHERE tenant_hash = ? AND kind = ? AND created_at >= ?")
                .params(TenantText.hash(tenant), kind.text(), Micros.of(since))
                .query(Long.class)
                .single();
    }

    /**
     * Takes a job over: whoever had it before is shut out.
     *
     * @return the job under its new fence; empty if it is no longer active
     */
    Optional<Job> begin(UUID id) {
        int changed = jdbc.sql("UPDATE decant_job SET status = 'running', attempt = attempt + 1, fence = fence + 1,"
                        + " phase = NULL, rows_done = 0, rows_expected = -1, bytes_done = 0, updated_at = ?"
                        + " WHERE id = ? AND status IN ('pending', 'running')")
                .params(Micros.of(clock.instant()), id.toString())
                .update();
        return changed == 0 ? Optional.empty() : find(id);
    }

    /** @return false if another has taken the job, or it was cancelled */
    boolean checkpoint(Job job, Progress progress) {
        return jdbc.sql("UPDATE decant_job SET phase = ?, rows_done = ?, rows_expected = ?, bytes_done = ?,"
                                + " updated_at = ? WHERE id = ? AND fence = ? AND status = 'running'")
                        .param(progress.phase())
                        .params(
                                progress.rows(),
                                progress.rowsExpected(),
                                progress.bytes(),
                                Micros.of(clock.instant()),
                                job.id().toString(),
                                job.fence())
                        .update()
                == 1;
    }

    /**
     * Gives a job back to the queue.
     *
     * @param attempts how many count
     * @return false if another has taken it
     */
    boolean release(Job job, int attempts) {
        return jdbc.sql("UPDATE decant_job SET status = 'pending', attempt = ?, fence = fence + 1, updated_at = ?"
                                + " WHERE id = ? AND fence = ? AND status = 'running'")
                        .params(attempts, Micros.of(clock.instant()), job.id().toString(), job.fence())
                        .update()
                == 1;
    }

    /**
     * Publishes what a job has made. A connection that is cut meanwhile is no reason to lose it.
     *
     * @param manifest null to leave it as it is
     * @param rows how many were exported or imported
     * @param bytes of plain CSV
     * @return false if another has taken the job
     */
    boolean complete(
            Job job,
            @Nullable String archive,
            @Nullable String manifest,
            @Nullable String report,
            @Nullable Instant expiresAt,
            long rows,
            long bytes) {
        try {
            return completeOnce(job, archive, manifest, report, expiresAt, rows, bytes);
        } catch (DataAccessException cut) {
            // Whether that was committed is not known: if it was, the fence is still this worker's.
            return completeOnce(job, archive, manifest, report, expiresAt, rows, bytes)
                    || find(job.id())
                            .filter(now -> now.status() == JobStatus.COMPLETED && now.fence() == job.fence())
                            .isPresent();
        }
    }

    private boolean completeOnce(
            Job job,
            @Nullable String archive,
            @Nullable String manifest,
            @Nullable String report,
            @Nullable Instant expiresAt,
            long rows,
            long bytes) {
        return jdbc.sql("UPDATE decant_job SET status = 'completed', slot = id, archive = ?,"
                                + " manifest = COALESCE(?, manifest), report = ?, expires_at = ?, phase = NULL,"
                                + " rows_done = ?, rows_expected = ?, bytes_done = ?, updated_at = ?"
                                + " WHERE id = ? AND fence = ? AND status = 'running'")
                        .param(archive)
                        .param(manifest)
                        .param(report)
                        .param(expiresAt == null ? null : Micros.of(expiresAt))
                        .params(
                                rows,
                                rows,
                                bytes,
                                Micros.of(clock.instant()),
                                job.id().toString(),
                                job.fence())
                        .update()
                == 1;
    }

    /** Ends a job. @return false if it had ended before, or another has taken it */
    boolean fail(Job job, Failure failure) {
        return jdbc.sql("UPDATE decant_job SET status = 'failed', slot = id, fence = fence + 1, failure_code = ?,"
                                + " failure_detail = ?, updated_at = ?"
                                + " WHERE id = ? AND fence = ? AND status IN ('uploading', 'pending', 'running')")
                        .params(
                                failure.code(),
                                failure.detail(),
                                Micros.of(clock.instant()),
                                job.id().toString(),
                                job.fence())
                        .update()
                == 1;
    }

    /** Ends a job whoever has it. @return false if it had ended before, or is about to commit and cannot be stopped */
    boolean cancel(UUID id, Failure failure) {
        return jdbc.sql("UPDATE decant_job SET status = 'failed', slot = id, fence = fence + 1, failure_code = ?,"
                                + " failure_detail = ?, updated_at = ? WHERE id = ?"
                                + " AND (status IN ('uploading', 'pending')"
                                + " OR status = 'running' AND COALESCE(phase, '') <> ?)")
                        .params(
                                failure.code(),
                                failure.detail(),
                                Micros.of(clock.instant()),
                                id.toString(),
                                Watched.COMMITTING)
                        .update()
                == 1;
    }

    /**
     * Puts a restore into the queue, for the first time or once more.
     *
     * @param job as it was looked at
     * @return false if it is no longer so
     * @throws org.springframework.dao.DuplicateKeyException if the tenant has an active restore
     */
    boolean start(Job job, String options) {
        return jdbc.sql(
                                "UPDATE decant_job SET status = 'pending', slot = ?, options = ?, attempt = 0, fence = fence + 1,"
                                        + " updated_at = ?, failure_code = NULL, failure_detail = NULL, report = NULL"
                                        + " WHERE id = ? AND fence = ? AND status = ? AND deleted_at IS NULL")
                        .params(
                                slot(job.kind(), job.tenant()),
                                options,
                                Micros.of(clock.instant()),
                                job.id().toString(),
                                job.fence(),
                                job.status().text())
                        .update()
                == 1;
    }

    /** Says under which name a restore's files lie. */
    void keepsFilesAt(Job job, String archive) {
        jdbc.sql("UPDATE decant_job SET archive = ? WHERE id = ?")
                .params(archive, job.id().toString())
                .update();
    }

    /**
     * Says that a job's files are gone, before they are: what is left of them then belongs to no job.
     *
     * @return false if they had been before, or the job is active: it may have been started just now
     */
    boolean deleted(Job job) {
        return jdbc.sql("UPDATE decant_job SET deleted_at = ?, updated_at = ?"
                                + " WHERE id = ? AND deleted_at IS NULL AND status NOT IN ('pending', 'running')")
                        .params(
                                Micros.of(clock.instant()),
                                Micros.of(clock.instant()),
                                job.id().toString())
                        .update()
                == 1;
    }

    /** How many jobs have each status that will change by itself. */
    Map<JobStatus, Long> open() {
        Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
        jdbc.sql("SELECT status, count(*) AS jobs FROM decant_job WHERE status IN ('uploading', 'pending', 'running')"
                        + " GROUP BY status")
                .query((row, number) -> counts.put(JobStatus.of(row.getString("status")), row.getLong("jobs")))
                .list();
        return counts;
    }

    /** How long the job has waited that has waited longest; zero if none waits. */
    Duration longestWait() {
        Instant now = clock.instant();
        return jdbc.sql("SELECT min(updated_at) AS since FROM decant_job WHERE status = 'pending'")
                .query((row, number) -> {
                    Instant since = instantOrNull(row, "since");
                    return since == null ? Duration.ZERO : Duration.between(since, now);
                })
                .single();
    }

    /** Jobs that have ended, or were never started, whose files are to go. */
    List<Job> expired() {
        return jdbc.sql("SELECT " + COLUMNS + " FROM decant_job WHERE expires_at <= ? AND deleted_at IS NULL"
                        + " AND archive IS NOT NULL AND status NOT IN ('pending', 'running') ORDER BY expires_at")
                .param(Micros.of(clock.instant()))
                .query(JobStore::job)
                .list();
    }

    /** Whether a job keeps its files under this name. */
    boolean keeps(String archive) {
        return jdbc.sql("SELECT count(*) FROM decant_job WHERE archive = ? AND deleted_at IS NULL")
                        .param(archive)
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static Job job(ResultSet row, int number) throws SQLException {
        String code = row.getString("failure_code");
        return new Job(
                UUID.fromString(row.getString("id")),
                JobKind.of(row.getString("kind")),
                TenantText.parse(row.getString("tenant")),
                JobStatus.of(row.getString("status")),
                Micros.instant(row.getLong("created_at")),
                Micros.instant(row.getLong("updated_at")),
                row.getString("requested_by"),
                row.getInt("attempt"),
                row.getLong("fence"),
                new Progress(
                        row.getString("phase"),
                        row.getLong("rows_done"),
                        row.getLong("rows_expected"),
                        row.getLong("bytes_done")),
                code == null ? null : new Failure(code, row.getString("failure_detail")),
                row.getString("archive"),
                row.getString("manifest"),
                row.getString("options"),
                row.getString("report"),
                instantOrNull(row, "expires_at"),
                instantOrNull(row, "deleted_at"));
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : Micros.instant(micros);
    }
}
