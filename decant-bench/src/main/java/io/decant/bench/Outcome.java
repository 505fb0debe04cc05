package io.decant.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All rounds of one contender.
 *
 * @param readings one a round, at least one
 */
record Outcome(Contender contender, List<Reading> readings) {
    Outcome {
        readings = List.copyOf(readings);
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("no round of " + contender.name());
        }
    }

    /** The middle one of the rounds' figures; of an even number the mean of the two in the middle. */
    double median(ToDoubleFunction<Reading> figure) {
        double[] sorted = readings.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double least(ToDoubleFunction<Reading> figure) {
        return readings.stream().mapToDouble(figure).min().orElseThrow();
    }

    double most(ToDoubleFunction<Reading> figure) {
        return readings.stream().mapToDouble(figure).max().orElseThrow();
    }
}
