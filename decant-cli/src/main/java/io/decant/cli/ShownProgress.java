package io.decant.cli;

import io.decant.Progress;

/** Progress that somebody may see, until it is closed. */
interface ShownProgress extends Progress, AutoCloseable {
    @Override
    void close();
}
