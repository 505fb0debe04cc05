package io.decant.plan;

/**
 * A key column whose values may become others on import.
 *
 * @param at the column
 * @param fresh where new values come from
 * @param matched whether rows that the target has already give their key to the archive's rows that match them
 */
public record KeySource(KeyColumn at, Fresh fresh, boolean matched) {

    /** Where new values come from. */
    public enum Fresh {
        /** From nowhere: a row that matches none keeps its key. */
        NONE,
        /** Every row gets the next number of the target's own sequence or identity, or of the column where it has none. */
        SEQUENCE,
        /** A row whose key is taken gets a random one. */
        UUID
    }
}
