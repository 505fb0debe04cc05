package io.decant.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong keys by the address that they came from. Whoever has a right key is never slowed down by the wrong ones of
 * others, not even from the same address: only failures are answered otherwise. Thread-safe.
 */
final class FailedKeys {
    private static final int MOST = 20;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Addresses that are remembered; the longest unheard of goes first. */
    private static final int ADDRESSES = 10_000;

    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > ADDRESSES;
        }
    };

    private record Count(Instant since, int failures) {}

    FailedKeys(Clock clock) {
        this.clock = clock;
    }

    /** Takes note of a failure. @return true if there have been too many from this address */
    synchronized boolean add(String address) {
        Instant now = clock.instant();
        Count before = counts.get(address);
        Count count = before == null || before.since().plus(WINDOW).isBefore(now)
                ? new Count(now, 1)
                : new Count(before.since(), before.failures() + 1);
        counts.put(address, count);
        return count.failures() > MOST;
    }

    static Duration window() {
        return WINDOW;
    }
}
