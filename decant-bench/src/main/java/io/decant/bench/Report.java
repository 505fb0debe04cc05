package io.decant.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that a run says.
 *
 * @param facts as {@link Machine} gives them
 * @param results in the order of the works
 */
record Report(Map<String, String> facts, Sizes sizes, int rounds, List<WorkResult> results) {
    Report {
        results = List.copyOf(results);
    }

    /** How many of the machine's cores others kept busy while contenders ran, on average. */
    double coresOfOthers() {
        double other = readings().mapToDouble(Reading::otherCpu).sum();
        return other / readings().mapToDouble(Reading::wall).sum();
    }

    /** Whether every contender did its work. */
    boolean complete() {
        return results.stream().allMatch(result -> result.failures().isEmpty());
    }

    private Stream<Reading> readings() {
        return results.stream()
                .flatMap(result -> result.outcomes().stream())
                .flatMap(outcome -> outcome.readings().stream());
    }
}
