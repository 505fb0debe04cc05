package io.decant.archive;

/**
 * How an archive is written.
 *
 * @param partSize largest part in bytes of plain CSV, 1 to {@link Manifest#LARGEST_PART}
 * @param compression of the parts
 * @param replace whether an archive that is already there gives way once the new one is complete
 */
public record WriterOptions(long partSize, Compression compression, boolean replace) {
    public static final WriterOptions DEFAULT = new WriterOptions(Manifest.LARGEST_PART, Compression.NONE, false);

    public WriterOptions {
        if (partSize < 1 || partSize > Manifest.LARGEST_PART) {
            throw new IllegalArgumentException("a part holds 1 to " + Manifest.LARGEST_PART + " bytes");
        }
    }
}
