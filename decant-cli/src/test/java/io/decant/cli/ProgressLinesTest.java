package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void aLineTellsRowsBytesShareAndTimeLeft() {
        try (ProgressLines progress = progress()) {
            progress.begin("export", 2_000, 4L << 20);
            progress.advance(500, 1 << 20);
            clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
            progress.tick();
        }
        assertThat(printed()).isEqualTo("decant: export: 500 rows, 1.0 MB, 25 %, about 30 s left\n");
    }

    @Test
    void anEstimateThatWasTooSmallIsNeverDone() {
        try (ProgressLines progress = progress()) {
            progress.begin("load", 10, -1);
            progress.advance(30, 0);
            progress.tick();
        }
        assertThat(printed()).isEqualTo("decant: load: 30 rows, 99 %\n");
    }

    @Test
    void whereTheEndIsUnknownNoShareIsMadeUp() {
        try (ProgressLines progress = progress()) {
            progress.tick();
            progress.begin("verify", -1, -1);
            progress.advance(1, 20);
            progress.tick();
            progress.end();
            progress.tick();
        }
        assertThat(printed()).isEqualTo("decant: verify: 1 row, 20 B\n");
    }

    private ProgressLines progress() {
        return new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock::get);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
