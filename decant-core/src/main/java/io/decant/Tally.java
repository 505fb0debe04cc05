package io.decant;

/** What became of one table's rows, in rows. Not thread-safe. */
final class Tally {
    private long inserted;
    private long updated;
    private long kept;
    private long changing;
    private long remapped;
    private long extra;
    private long deleted;
    private long refused;

    void inserted(long rows) {
        inserted += rows;
    }

    void updated(long rows) {
        updated += rows;
    }

    /** Rows that the target has, and that stay as they are. */
    void kept(long rows) {
        kept += rows;
    }

    /** Rows that the target has, and that are to become as in the archive. */
    void changing(long rows) {
        changing += rows;
    }

    void remapped(long rows) {
        remapped += rows;
    }

    void extra(long rows) {
        extra += rows;
    }

    void deleted(long rows) {
        deleted += rows;
    }

    void refused(long rows) {
        refused += rows;
    }

    long inserted() {
        return inserted;
    }

    long updated() {
        return updated;
    }

    long kept() {
        return kept;
    }

    long changing() {
        return changing;
    }

    long remapped() {
        return remapped;
    }

    long extra() {
        return extra;
    }

    long deleted() {
        return deleted;
    }

    long refused() {
        return refused;
    }
}
