package io.decant.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Wrong keys are counted by address, and forgotten after a while. */
class FailedKeysTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final FailedKeys failed = new FailedKeys(new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    });

    @Test
    void manyFromOneAddressAreTooManyAndOthersAreNotConcerned() {
        assertThat(IntStream.range(0, 20).anyMatch(i -> failed.add("10.0.0.1"))).isFalse();
        assertThat(failed.add("10.0.0.1")).isTrue();
        assertThat(failed.add("10.0.0.2")).isFalse();
        now.set(Instant.EPOCH.plus(FailedKeys.window()).plusSeconds(1));
        assertThat(failed.add("10.0.0.1")).isFalse();
    }

    @Test
    void countlessAddressesTakeNoMoreThanSomeMemory() {
        IntStream.range(0, 21).forEach(i -> failed.add("first"));
        IntStream.range(0, 100_000).forEach(i -> failed.add("address " + i));
        assertThat(failed.add("first"))
                .as("the longest unheard of is forgotten")
                .isFalse();
    }
}
