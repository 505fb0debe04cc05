package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By a clock of our own: hours pass in no time. */
class RateLimitTest {
    private static final long SECOND = 1_000_000_000;

    /** So near its end that it overflows soon, which {@code System.nanoTime} may do. */
    private long now = Long.MAX_VALUE - SECOND;

    /** Nanoseconds since the start, and what was taken. */
    private record Taken(long at, long amount) {}

    /** @param at nanoseconds since the start at which a reader may take again */
    private record Turn(int reader, long at) {}

    @ParameterizedTest
    @CsvSource({"100, 1, 5", "50000, 4, 625", "20971520, 64, 16384", "1, 3, 1", "1000000000, 2, 3000000"})
    void noSpanOfTimeHasMoreThanItsShareWhateverTheReadersDo(long perSecond, int readers, long bite) {
        Random random = new Random(perSecond);
        long start = now;
        RateLimit limit = new RateLimit(perSecond, () -> now);
        PriorityQueue<Turn> turns = new PriorityQueue<>((a, b) -> Long.compare(a.at(), b.at()));
        for (int reader = 0; reader < readers; reader++) {
            turns.add(new Turn(reader, 0));
        }
        List<Taken> taken = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            Turn turn = turns.remove();
            now = start + turn.at();
            taken.add(new Taken(turn.at(), bite));
            long wait = limit.take(bite);
            long idle = random.nextInt(200) == 0 ? random.nextLong(10 * SECOND) : 0;
            turns.add(new Turn(turn.reader(), turn.at() + wait + idle));
        }
        long mostOver = 0;
        for (int from = 0; from < taken.size(); from += 7) {
            long sum = 0;
            for (int to = from; to < taken.size(); to++) {
                sum += taken.get(to).amount();
                long span = taken.get(to).at() - taken.get(from).at();
                mostOver = Math.max(mostOver, sum - (long) (span / 1e9 * perSecond));
            }
        }
        assertThat(mostOver)
                .as("above the rate, in any span: a tenth of a second's share, and a bite of each reader")
                .isLessThanOrEqualTo(perSecond / 10 + (readers + 1) * bite);
    }

    @ParameterizedTest
    @CsvSource({"100, 5", "50000, 2500", "1073741824, 53687091"})
    void allOfTheRateIsGivenToWhoAsksForIt(long perSecond, long bite) {
        long start = now;
        RateLimit limit = new RateLimit(perSecond, () -> now);
        long amount = 0;
        while (amount < perSecond * 60) {
            now += limit.take(bite);
            amount += bite;
        }
        assertThat((now - start) / 1e9).isBetween(59.0, 60.2);
    }
}
