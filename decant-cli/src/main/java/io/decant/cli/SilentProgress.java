package io.decant.cli;

/** For {@code --quiet}. */
final class SilentProgress implements ShownProgress {
    @Override
    public void begin(String phase, long rows, long bytes) {
        // Nobody is told.
    }

    @Override
    public void advance(long rows, long bytes) {
        // Nobody is told.
    }

    @Override
    public void end() {
        // Nobody is told.
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
