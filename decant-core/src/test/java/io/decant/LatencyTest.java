package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final long MILLI = 1_000_000;
    private static final long SIZE = 100;

    private final Latency latency = new Latency();

    @Test
    void aSourceThatKeepsItsPaceIsNeverLeftAlone() {
        assertThat(looks(600, 10)).containsOnly(0L);
    }

    @Test
    void aSlowerSourceIsLeftAloneForAsLongAsItIsLate() {
        looks(100, 10);
        assertThat(looks(5, 110)).allSatisfy(pause -> assertThat(pause).isBetween(99 * MILLI, 101 * MILLI));
        assertThat(looks(1, 60).get(0)).isBetween(49 * MILLI, 51 * MILLI);
        assertThat(looks(5, 10)).containsOnly(0L);
    }

    @Test
    void noPauseIsLongerThanTheBound() {
        looks(20, 10);
        assertThat(looks(1, 3_600_000)).containsExactly(Latency.LONGEST);
    }

    @Test
    void whatIsSlowForLongBecomesUsual() {
        looks(200, 10);
        assertThat(looks(100, 100)).doesNotContain(0L);
        looks(100, 100);
        assertThat(looks(10, 100)).containsOnly(0L);
    }

    @Test
    void aFewMillisecondsAreNoise() {
        looks(20, 1);
        assertThat(looks(20, 20)).containsOnly(0L);
    }

    @Test
    void nothingIsUsualBeforeAFewLooks() {
        looks(7, 10);
        assertThat(looks(1, 1000)).containsOnly(0L);
    }

    @Test
    void widerRowsMayTakeTheirTime() {
        looks(100, 10);
        assertThat(look(300, SIZE * 30)).isZero();
        assertThat(look(3000, SIZE * 30)).isPositive();
    }

    /** What each look answers. */
    private List<Long> looks(int count, long millis) {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pauses.add(look(millis, SIZE));
        }
        return pauses;
    }

    /** @param millis that the source takes for all rows of one look, most of it for one of them, as fetches do */
    private long look(long millis, long size) {
        long rest = millis * MILLI / 10 / Latency.ROWS;
        long first = millis * MILLI - rest * (Latency.ROWS - 1);
        for (int row = 0; row < Latency.ROWS - 1; row++) {
            assertThat(latency.row(row == 0 ? first : rest, size)).isZero();
        }
        return latency.row(rest, size);
    }
}
