package io.decant.plan;

import java.util.Locale;

/** What rows with NULL in a tenant column are. */
public enum NullTenant {
    /** They belong to everybody: those that the tenant's rows name travel as references. */
    SHARED,
    /** They stay. */
    EXCLUDE,
    /** There must be none. */
    FAIL;

    /** The word used in {@code decant.yaml}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
