package io.decant.plan;

import java.util.Locale;

/** How a table belongs to a tenant. */
public enum Membership {
    /** The table with one row per tenant. */
    ROOT,
    /** It has the tenant column. */
    OWNED,
    /** Foreign keys, declared or configured, lead to an owned table. */
    REACHED,
    /** Rows that the tenant's rows name. */
    REFERENCED,
    /** It never leaves, and the model says why. */
    EXCLUDED;

    /** The name used in manifests, such as {@code reached}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
