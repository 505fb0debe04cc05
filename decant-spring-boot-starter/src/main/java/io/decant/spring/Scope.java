package io.decant.spring;

import java.util.Locale;

/** What a caller may do. */
public enum Scope {
    /** Schedule, cancel and delete backups. */
    EXPORT,
    /** See jobs, and download what they made. */
    READ,
    /** Upload an archive and have it imported. */
    RESTORE;

    /** The name in lower case, as keys and settings have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
