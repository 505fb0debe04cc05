package io.decant.archive;

import org.jspecify.annotations.Nullable;

/**
 * One part of a table: a CSV file with its own header line.
 *
 * @param path of the plain CSV, such as {@code data/orders/00001.csv}
 * @param rows records in it
 * @param bytes of plain CSV, header line included
 * @param sha256 of the plain CSV, 64 lower-case hex digits
 * @param crc32 of the plain CSV, 8 lower-case hex digits
 * @param stored the file that is really there; null where it is the plain CSV itself
 */
public record Part(
        String path,
        long rows,
        long bytes,
        String sha256,
        String crc32,
        @Nullable Stored stored) {

    /** A file that holds a part in another form: its path, its own length and its own hash. */
    public record Stored(String path, long bytes, String sha256) {}

    /** The file that is really there. */
    public Stored file() {
        return stored == null ? new Stored(path, bytes, sha256) : stored;
    }
}
