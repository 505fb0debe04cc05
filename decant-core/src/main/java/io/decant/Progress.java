package io.decant;

/**
 * Told how far long work has come. Implementations are thread-safe: workers call {@link #advance} concurrently.
 */
public interface Progress {
    /** Hears nothing. */
    Progress NONE = new Progress() {
        @Override
        public void begin(String phase, long rows, long bytes) {}

        @Override
        public void advance(long rows, long bytes) {}

        @Override
        public void end() {}
    };

    /**
     * A phase begins; the one before has ended.
     *
     * @param phase a word or two for people: {@code export}, {@code verify}, {@code load}
     * @param rows how many rows are expected, −1 if unknown
     * @param bytes how many bytes of plain CSV are expected, −1 if unknown
     */
    void begin(String phase, long rows, long bytes);

    /** Adds to what is done in this phase. */
    void advance(long rows, long bytes);

    /** The last phase has ended, well or not. */
    void end();
}
