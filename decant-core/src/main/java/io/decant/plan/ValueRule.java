package io.decant.plan;

import java.util.Locale;

/** What the model says happens to a column's values on the way out, on the way in, or when the tenant is renamed. */
public enum ValueRule {
    /** The value travels as it is. */
    KEEP,
    /** NULL takes its place. */
    NULL,
    /** The column is left out. */
    DROP,
    /** On a rename only: the rows that have a value are left out. */
    SKIP_ROW,
    /** On a rename only: refused if any row has a value. */
    REFUSE;

    /** The word used in {@code decant.yaml}. */
    public String text() {
        return this == SKIP_ROW ? "skipRow" : name().toLowerCase(Locale.ROOT);
    }
}
