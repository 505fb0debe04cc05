package io.decant.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Random cases, one after the other. {@code -Ddecant.minutes=60} goes on for an hour; {@code -Ddecant.seed=…} plays one
 * again.
 */
final class Campaign {
    /** One case; everything in it comes from the seed. */
    @FunctionalInterface
    interface Case {
        void play(long seed) throws Exception;
    }

    private static final long MINUTES = Long.getLong("decant.minutes", 0);
    private static final Long SEED = Long.getLong("decant.seed");

    private Campaign() {}

    /** @param cases at least so many */
    static void run(String name, int cases, Case each) throws Exception {
        if (SEED != null) {
            each.play(SEED);
            return;
        }
        // Too long for every build, and so asked for: see CONTRIBUTING.
        assumeTrue(MINUTES > 0, "-Ddecant.minutes=1 runs " + name);
        Random seeds = new Random();
        Instant end = Instant.now().plus(Duration.ofMinutes(MINUTES));
        int done = 0;
        while (done < cases || Instant.now().isBefore(end)) {
            each.play(seeds.nextLong());
            done++;
        }
        System.out.println(name + ": " + done);
    }
}
