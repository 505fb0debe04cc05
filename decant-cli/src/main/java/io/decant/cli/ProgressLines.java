package io.decant.cli;

import java.io.PrintStream;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;

/** Progress where no person watches live: a line every so often, also while nothing moves. */
final class ProgressLines implements ShownProgress {
    private static final long MILLIS_BETWEEN = 10_000;

    private final PrintStream err;
    private final LongSupplier nanoTime;
    private final Timer timer = new Timer("decant-progress", true);
    private String phase = "";
    private Advance advance = new Advance(0, -1, -1);

    ProgressLines(PrintStream err) {
        this(err, System::nanoTime);
        TimerTask line = new TimerTask() {
            @Override
            public void run() {
                tick();
            }
        };
        timer.scheduleAtFixedRate(line, MILLIS_BETWEEN, MILLIS_BETWEEN);
    }

    /** For tests, which call {@link #tick} themselves. */
    ProgressLines(PrintStream err, LongSupplier nanoTime) {
        this.err = err;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void begin(String newPhase, long rows, long bytes) {
        phase = newPhase;
        advance = new Advance(nanoTime.getAsLong(), rows, bytes);
    }

    @Override
    public synchronized void advance(long rows, long bytes) {
        advance.add(rows, bytes);
    }

    @Override
    public synchronized void end() {
        phase = "";
    }

    synchronized void tick() {
        if (!phase.isEmpty()) {
            err.println("decant: " + phase + ": " + advance.text(nanoTime.getAsLong()));
        }
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
