package io.decant.testing;

/** What the importer can do already: the one switch for tests that are ahead of it. */
public enum ImportFeature {
    /** Shared rows that the target has are matched. Until then they are collisions. */
    MATCH_SHARED(false),
    /** {@code --keys remap}. */
    REMAP(false),
    /** {@code --on-conflict skip}. */
    SKIP(false),
    /** {@code --on-conflict update}, with {@code --delete-extra} and without. */
    UPDATE(false);

    private final boolean there;

    ImportFeature(boolean there) {
        this.there = there;
    }

    public boolean there() {
        return there;
    }
}
