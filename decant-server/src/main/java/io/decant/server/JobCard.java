package io.decant.server;

import io.decant.spring.job.Job;
import io.decant.spring.job.JobKind;
import io.decant.spring.job.JobStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as the pages show it.
 *
 * @param word of its state, for people
 * @param css a class of its state
 * @param done such as {@code 20,000 rows, 4.1 MB}; null while there is nothing
 * @param percent null where the end is not known
 * @param files whether they can be had
 */
record JobCard(
        UUID id,
        boolean backup,
        String word,
        String css,
        boolean active,
        String createdAt,
        String updatedAt,
        String requestedBy,
        int attempt,
        long rows,
        @Nullable Long rowsExpected,
        @Nullable Integer percent,
        @Nullable String phase,
        @Nullable String done,
        Job.@Nullable Failure failure,
        boolean files,
        boolean deleted,
        @Nullable String expiresAt) {

    static JobCard of(Job job) {
        Job.Progress progress = job.progress();
        Long expected = progress.rowsExpected() < 0 ? null : progress.rowsExpected();
        boolean deleted = job.deletedAt() != null;
        boolean backup = job.kind() == JobKind.BACKUP;
        return new JobCard(
                job.id(),
                backup,
                word(job),
                job.status().text(),
                job.status().active(),
                job.createdAt().toString(),
                job.updatedAt().toString(),
                job.requestedBy(),
                job.attempt(),
                progress.rows(),
                expected,
                percent(progress),
                progress.phase(),
                progress.rows() == 0 && job.status() != JobStatus.COMPLETED
                        ? null
                        : Amount.count(progress.rows(), "row") + ", " + Amount.bytes(progress.bytes()),
                job.failure(),
                job.archive() != null && !deleted && !job.status().active(),
                deleted,
                deleted || job.expiresAt() == null ? null : job.expiresAt().toString());
    }

    private static @Nullable Integer percent(Job.Progress progress) {
        if (progress.rowsExpected() <= 0) {
            return null;
        }
        return (int) Math.min(100, progress.rows() * 100 / progress.rowsExpected());
    }

    private static String word(Job job) {
        return switch (job.status()) {
            case UPLOADING -> "being uploaded";
            case PENDING -> "waiting";
            case RUNNING -> "running";
            case COMPLETED -> job.dryRun() ? "tried, not written" : "completed";
            case FAILED -> job.failure() != null && job.failure().code().equals("cancelled") ? "cancelled" : "failed";
        };
    }

    /** Its page. */
    public String page() {
        return (backup ? "/console/backups/" : "/console/restores/") + id;
    }
}
