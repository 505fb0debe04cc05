package io.decant;

/** Progress of work that goes on beside other work, and is shown only once somebody waits for it. Thread-safe. */
final class LateProgress implements Progress {
    private final Progress shown;
    private String phase = "";
    private long expectedRows = -1;
    private long expectedBytes = -1;
    private long rows;
    private long bytes;
    private boolean showing;

    LateProgress(Progress shown) {
        this.shown = shown;
    }

    @Override
    public synchronized void begin(String newPhase, long newRows, long newBytes) {
        phase = newPhase;
        expectedRows = newRows;
        expectedBytes = newBytes;
        rows = 0;
        bytes = 0;
        if (showing) {
            shown.begin(newPhase, newRows, newBytes);
        }
    }

    @Override
    public synchronized void advance(long moreRows, long moreBytes) {
        rows += moreRows;
        bytes += moreBytes;
        if (showing) {
            shown.advance(moreRows, moreBytes);
        }
    }

    /** Whoever shows it says when all has ended. */
    @Override
    public void end() {}

    /** Shows how far it has come, and what comes from now on. */
    synchronized void show() {
        if (!showing && !phase.isEmpty()) {
            shown.begin(phase, expectedRows, expectedBytes);
            shown.advance(rows, bytes);
        }
        showing = true;
    }
}
