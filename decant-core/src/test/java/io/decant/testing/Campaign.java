package io.decant.testing;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Random cases, one after the other. {@code -Ddecant.minutes=60} goes on for an hour; {@code -Ddecant.seed=…} plays one
 * again.
 */
public final class Campaign {
    /** One case; everything in it comes from the seed. */
    @FunctionalInterface
    public interface Case {
        void play(long seed) throws Exception;
    }

    private static final long MINUTES = Long.getLong("decant.minutes", 0);
    private static final Long SEED = Long.getLong("decant.seed");
    /** For one case: a query that does not end is a find, and must not take the build with it. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private Campaign() {}

    /** @param cases at least so many, in every build; 0 for none unless they are asked for */
    public static void run(String name, int cases, Case each) throws Exception {
        if (SEED != null) {
            each.play(SEED);
            return;
        }
        assumeTrue(cases > 0 || MINUTES > 0, "-Ddecant.minutes=1 runs " + name);
        Random seeds = new Random();
        Instant end = Instant.now().plus(Duration.ofMinutes(MINUTES));
        int done = 0;
        while (done < cases || Instant.now().isBefore(end)) {
            long seed = seeds.nextLong();
            assertTimeoutPreemptively(LIMIT, () -> each.play(seed), () -> name + " with -Ddecant.seed=" + seed);
            done++;
        }
        System.out.println(name + ": " + done);
    }
}
