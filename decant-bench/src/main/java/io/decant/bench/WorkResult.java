package io.decant.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What all contenders of some work took.
 *
 * @param outcomes of those that did it, in every round
 * @param failures what the others said, by their names
 */
record WorkResult(Work work, List<Outcome> outcomes, Map<String, String> failures) {
    WorkResult {
        outcomes = List.copyOf(outcomes);
        failures = Map.copyOf(failures);
    }

    Optional<Outcome> of(String contender) {
        return outcomes.stream()
                .filter(outcome -> outcome.contender().name().equals(contender))
                .findFirst();
    }

    /** How a contender's median stands to the baseline's. */
    double ratio(Outcome outcome, ToDoubleFunction<Reading> figure) {
        return outcome.median(figure) / of(work.baseline()).orElseThrow().median(figure);
    }
}
