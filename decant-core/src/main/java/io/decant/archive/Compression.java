package io.decant.archive;

import java.util.Locale;

/** How the stored bytes of a part differ from its plain CSV. */
public enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** What is appended to the part's path, empty for {@link #NONE}. */
    public String suffix() {
        return suffix;
    }

    /** The name in manifests and on the command line: {@code none}, {@code gzip}, {@code zstd}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
