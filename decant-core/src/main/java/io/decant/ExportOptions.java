package io.decant;

import io.decant.archive.Compression;
import java.util.List;

/**
 * How to export.
 *
 * @param partSize largest part in bytes of plain CSV, 1 to {@link #LARGEST_PART}
 * @param jobs database connections to read with, at least 1
 * @param ordered rows in primary-key order, so that the same snapshot gives the same bytes
 * @param compression of the parts
 * @param replace whether an archive that is already there is replaced once the new one is complete
 * @param schemas the database schemas that take part; empty for all
 */
public record ExportOptions(
        long partSize, int jobs, boolean ordered, Compression compression, boolean replace, List<String> schemas) {
    /** 100 MB, the format's limit. */
    public static final long LARGEST_PART = 104_857_600;

    public static final ExportOptions DEFAULT =
            new ExportOptions(LARGEST_PART, 1, false, Compression.NONE, false, List.of());

    public ExportOptions {
        schemas = List.copyOf(schemas);
        if (partSize < 1 || partSize > LARGEST_PART) {
            throw new IllegalArgumentException("a part holds 1 to " + LARGEST_PART + " bytes");
        }
        if (jobs < 1) {
            throw new IllegalArgumentException("an export needs at least 1 connection");
        }
    }

    public ExportOptions withPartSize(long newPartSize) {
        return new ExportOptions(newPartSize, jobs, ordered, compression, replace, schemas);
    }

    public ExportOptions withJobs(int newJobs) {
        return new ExportOptions(partSize, newJobs, ordered, compression, replace, schemas);
    }

    public ExportOptions withOrdered(boolean newOrdered) {
        return new ExportOptions(partSize, jobs, newOrdered, compression, replace, schemas);
    }

    public ExportOptions withCompression(Compression newCompression) {
        return new ExportOptions(partSize, jobs, ordered, newCompression, replace, schemas);
    }

    public ExportOptions withReplace(boolean newReplace) {
        return new ExportOptions(partSize, jobs, ordered, compression, newReplace, schemas);
    }

    public ExportOptions withSchemas(List<String> newSchemas) {
        return new ExportOptions(partSize, jobs, ordered, compression, replace, newSchemas);
    }
}
