package io.decant;

import io.decant.archive.Compression;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to export.
 *
 * @param partSize largest part in bytes of plain CSV, 1 to {@link #LARGEST_PART}
 * @param jobs database connections to read with, at least 1
 * @param ordered rows in primary-key order, so that the same snapshot gives the same bytes
 * @param compression of the parts
 * @param replace whether an archive that is already there is replaced once the new one is complete
 * @param schemas the database schemas that take part; empty for all
 * @param maxRate how fast rows may be read, all jobs together; null for as fast as can be
 * @param maxSnapshotAge how old the snapshot may grow before the export ends with {@code SNAPSHOT_EXPIRED}, more than zero;
 *     null for any age
 */
public record ExportOptions(
        long partSize,
        int jobs,
        boolean ordered,
        Compression compression,
        boolean replace,
        List<String> schemas,
        @Nullable MaxRate maxRate,
        @Nullable Duration maxSnapshotAge) {
    /** 100 MB, the format's limit. */
    public static final long LARGEST_PART = 104_857_600;

    public static final ExportOptions DEFAULT =
            new ExportOptions(LARGEST_PART, 1, false, Compression.NONE, false, List.of(), null, null);

    public ExportOptions {
        schemas = List.copyOf(schemas);
        if (partSize < 1 || partSize > LARGEST_PART) {
            throw new IllegalArgumentException("a part holds 1 to " + LARGEST_PART + " bytes");
        }
        if (jobs < 1) {
            throw new IllegalArgumentException("an export needs at least 1 connection");
        }
        if (maxSnapshotAge != null && (maxSnapshotAge.isZero() || maxSnapshotAge.isNegative())) {
            throw new IllegalArgumentException("a snapshot's age is more than zero");
        }
    }

    public ExportOptions withPartSize(long newPartSize) {
        return new ExportOptions(newPartSize, jobs, ordered, compression, replace, schemas, maxRate, maxSnapshotAge);
    }

    public ExportOptions withJobs(int newJobs) {
        return new ExportOptions(partSize, newJobs, ordered, compression, replace, schemas, maxRate, maxSnapshotAge);
    }

    public ExportOptions withOrdered(boolean newOrdered) {
        return new ExportOptions(partSize, jobs, newOrdered, compression, replace, schemas, maxRate, maxSnapshotAge);
    }

    public ExportOptions withCompression(Compression newCompression) {
        return new ExportOptions(partSize, jobs, ordered, newCompression, replace, schemas, maxRate, maxSnapshotAge);
    }

    public ExportOptions withReplace(boolean newReplace) {
        return new ExportOptions(partSize, jobs, ordered, compression, newReplace, schemas, maxRate, maxSnapshotAge);
    }

    public ExportOptions withSchemas(List<String> newSchemas) {
        return new ExportOptions(partSize, jobs, ordered, compression, replace, newSchemas, maxRate, maxSnapshotAge);
    }

    public ExportOptions withMaxRate(@Nullable MaxRate newMaxRate) {
        return new ExportOptions(partSize, jobs, ordered, compression, replace, schemas, newMaxRate, maxSnapshotAge);
    }

    public ExportOptions withMaxSnapshotAge(@Nullable Duration newMaxSnapshotAge) {
        return new ExportOptions(partSize, jobs, ordered, compression, replace, schemas, maxRate, newMaxSnapshotAge);
    }
}
