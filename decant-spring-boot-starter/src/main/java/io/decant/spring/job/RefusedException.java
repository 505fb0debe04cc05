package io.decant.spring.job;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request that cannot be carried out as things are. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. Names are stable: {@link #text()} is the code of problem documents. */
    public enum Reason {
        ACTIVE_JOB,
        QUOTA,
        TOO_MANY_UPLOADS,
        INCOMPLETE_UPLOAD,
        SCHEMA_MISMATCH,
        NOT_UPLOADING,
        CONTENT_MISMATCH,
        FOREIGN_TENANT;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;
    private final transient @Nullable Job job;
    private final @Nullable Duration retryAfter;
    private final transient List<String> details;

    private RefusedException(
            Reason reason, String message, @Nullable Job job, @Nullable Duration retryAfter, List<String> details) {
        super(message);
        this.reason = reason;
        this.job = job;
        this.retryAfter = retryAfter;
        this.details = List.copyOf(details);
    }

    static RefusedException of(Reason reason, String message) {
        return new RefusedException(reason, message, null, null, List.of());
    }

    static RefusedException of(Reason reason, String message, List<String> details) {
        return new RefusedException(reason, message, null, null, details);
    }

    static RefusedException active(Job job) {
        return new RefusedException(
                Reason.ACTIVE_JOB,
                "a job of this tenant is " + job.status().text() + " already. Wait for it, or cancel it",
                job,
                null,
                List.of());
    }

    static RefusedException quota(Duration retryAfter) {
        return new RefusedException(
                Reason.QUOTA,
                "this tenant has scheduled as many backups as it may within 24 hours",
                null,
                retryAfter,
                List.of());
    }

    static RefusedException tooManyUploads(int most) {
        return of(
                Reason.TOO_MANY_UPLOADS,
                "this tenant has " + most
                        + " restores open that wait for their files. Start or delete one of them first");
    }

    public Reason reason() {
        return reason;
    }

    /** The job that stands in the way, null if none does. */
    public @Nullable Job job() {
        return job;
    }

    /** When to try again, null if that is of no use. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** One line each: what is missing, or does not match. */
    public List<String> details() {
        return details;
    }
}
