package io.decant.spring.job;

import io.decant.plan.TenantKey;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as the job database has it.
 *
 * @param createdAt to the microsecond, and so is every other time
 * @param attempt how often it was begun
 * @param fence who holds an older one writes nothing any more
 * @param progress of the present attempt
 * @param failure why it failed; null unless it did
 * @param archive under which the store keeps its files; null while there are none
 * @param manifest {@code manifest.json}, null where there is none yet
 * @param options of a restore, JSON; null before it was started
 * @param report of a restore, JSON; null before it was done
 * @param expiresAt when its files are deleted; null if never
 * @param deletedAt when they were; null if they were not
 */
public record Job(
        UUID id,
        JobKind kind,
        TenantKey tenant,
        JobStatus status,
        Instant createdAt,
        Instant updatedAt,
        String requestedBy,
        int attempt,
        long fence,
        Progress progress,
        @Nullable Failure failure,
        @Nullable String archive,
        @Nullable String manifest,
        @Nullable String options,
        @Nullable String report,
        @Nullable Instant expiresAt,
        @Nullable Instant deletedAt) {

    /**
     * @param phase a word or two for people; null before the first
     * @param rows done
     * @param rowsExpected −1 if unknown
     * @param bytes of plain CSV done
     */
    public record Progress(@Nullable String phase, long rows, long rowsExpected, long bytes) {
        static final Progress NONE = new Progress(null, 0, -1, 0);
    }

    /**
     * @param code stable
     * @param detail for people; no row value is in it
     */
    public record Failure(String code, String detail) {}

    /** Whether this is a restore that was carried out, and rolled back on request. */
    public boolean dryRun() {
        return status == JobStatus.COMPLETED
                && options != null
                && Boolean.TRUE.equals(RestoreOptions.parse(options).dryRun());
    }

    /** A name that no other attempt has: of its archive, and of its place in the queue. */
    String attemptName() {
        return id + "-" + fence;
    }
}
