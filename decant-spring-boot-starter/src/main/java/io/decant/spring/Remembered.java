package io.decant.spring;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is asked for again only after a while. Thread-safe. */
final class Remembered<T> implements Supplier<T> {
    private final Supplier<T> source;
    private final long nanos;
    private @Nullable T value;
    private long since;

    Remembered(Supplier<T> source, Duration time) {
        this.source = source;
        this.nanos = time.toNanos();
    }

    @Override
    public synchronized T get() {
        T known = value;
        if (known == null || System.nanoTime() - since > nanos) {
            known = source.get();
            value = known;
            since = System.nanoTime();
        }
        return known;
    }
}
