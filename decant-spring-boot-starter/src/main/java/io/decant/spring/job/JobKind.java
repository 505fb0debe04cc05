package io.decant.spring.job;

import java.util.Locale;

/** What a job does. */
public enum JobKind {
    BACKUP,
    RESTORE;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
