package io.decant.testing;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Random cases, one after the other: an extension of a class whose tests run some each. A build draws the same cases each time,
 * so that what breaks it is the change that it tries; {@code -Ddecant.minutes=4} lets each test go on for four minutes, with
 * cases that nobody saw; {@code -Ddecant.seed=…} plays one case again. Each test says how many cases it ran, and how they ended.
 */
public final class Campaign implements BeforeEachCallback, AfterEachCallback {
    /** One case; everything in it comes from the seed. */
    @FunctionalInterface
    public interface Case {
        void play(long seed) throws Exception;
    }

    private static final double MINUTES = Double.parseDouble(System.getProperty("decant.minutes", "0"));
    private static final Long SEED = Long.getLong("decant.seed");
    private static final String PRODUCTS = System.getProperty("decant.products", "");
    /** For one case: a query that does not end is a find, and must not take the build with it. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Map<String, Integer> endings = new TreeMap<>();
    private String test = "";
    private int done;
    private Duration slowest = Duration.ZERO;
    private long slowestSeed;

    @Override
    public void beforeEach(ExtensionContext context) {
        test = context.getRequiredTestClass().getSimpleName() + "#"
                + context.getRequiredTestMethod().getName();
    }

    /** @param cases at least so many, in every build; 0 for none unless they are asked for */
    public void run(int cases, Case each) throws Exception {
        if (SEED != null) {
            play(SEED, each);
            return;
        }
        assumeTrue(cases > 0 || MINUTES > 0, "-Ddecant.minutes=1 runs " + test);
        Random seeds = MINUTES > 0 ? new Random() : new Random(test.hashCode());
        Instant end = Instant.now().plusMillis(Math.round(MINUTES * 60_000));
        while (done < cases || Instant.now().isBefore(end)) {
            play(seeds.nextLong(), each);
        }
    }

    /** A case that failed once: in every build. */
    public void again(long seed, Case each) {
        if (SEED == null) {
            play(seed, each, test + ", seed " + seed);
        }
    }

    private void play(long seed, Case each) {
        play(seed, each, replay(seed));
    }

    private void play(long seed, Case each, String which) {
        Instant start = Instant.now();
        try {
            assertTimeoutPreemptively(LIMIT, () -> each.play(seed), "it does not end");
            done++;
            Duration took = Duration.between(start, Instant.now());
            if (took.compareTo(slowest) > 0) {
                slowest = took;
                slowestSeed = seed;
            }
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(which + "\n" + failure.getMessage(), failure);
        }
    }

    private String replay(long seed) {
        return test + ", case " + (done + 1) + "; to play it again: ./mvnw -pl decant-core test -Dtest=" + test
                + " -Ddecant.seed=" + seed + (PRODUCTS.isEmpty() ? "" : " -Ddecant.products=" + PRODUCTS);
    }

    /** Counts the ways in which cases end: a test that only ever sees refusals would prove little. */
    public void ended(String how) {
        endings.merge(how, 1, Integer::sum);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (done > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d cases %s, the slowest took %.1f s (seed %d)%n",
                    test,
                    done,
                    endings,
                    slowest.toMillis() / 1000.0,
                    slowestSeed);
        }
    }
}
