package io.decant.spring.job;

import java.util.Locale;

/** How far a job is. */
public enum JobStatus {
    /** A restore whose files are still to come; never a backup's. */
    UPLOADING,
    /** Waits for a worker, for the first time or again. */
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED;

    /** The name in lower case, as the API has it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the job still keeps others of its tenant out. */
    public boolean active() {
        return this == PENDING || this == RUNNING;
    }

    static JobStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
