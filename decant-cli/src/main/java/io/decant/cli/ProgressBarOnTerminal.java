package io.decant.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar that moves, for a person who watches. */
final class ProgressBarOnTerminal implements ShownProgress {
    private final PrintStream err;
    private final int width;
    private long rows;
    private long bytes;
    private @Nullable ProgressBar bar;
    private boolean byRows;

    ProgressBarOnTerminal(PrintStream err, int width) {
        this.err = err;
        this.width = width;
    }

    @Override
    public synchronized void begin(String phase, long expectedRows, long expectedBytes) {
        close();
        byRows = expectedRows > 0;
        rows = 0;
        bytes = 0;
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(phase)
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(byRows ? expectedRows : expectedBytes)
                .setUpdateIntervalMillis(250)
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(err, width));
        bar = (byRows ? builder.setUnit(" rows", 1) : builder.setUnit(" MB", 1 << 20)).build();
    }

    @Override
    public synchronized void advance(long moreRows, long moreBytes) {
        rows += moreRows;
        if (bar != null) {
            bar.stepBy(byRows ? moreRows : moreBytes);
            bytes += moreBytes;
            bar.setExtraMessage(byRows ? Numbers.bytes(bytes) : Numbers.count(rows, "row"));
        }
    }

    @Override
    public synchronized void end() {
        close();
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
