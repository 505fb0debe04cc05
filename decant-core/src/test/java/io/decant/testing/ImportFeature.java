package io.decant.testing;

/** What the importer can do already: the one switch for tests that are ahead of it. */
public enum ImportFeature {
    /** Shared rows that the target has are matched. Until then they are collisions. */
    MATCH_SHARED(true),
    /** {@code --keys remap}. */
    REMAP(true),
    /** {@code --on-conflict skip}. */
    SKIP(true),
    /** {@code --on-conflict update}, with {@code --delete-extra} and without. */
    UPDATE(true);

    private final boolean there;

    ImportFeature(boolean there) {
        this.there = there;
    }

    public boolean there() {
        return there;
    }
}
