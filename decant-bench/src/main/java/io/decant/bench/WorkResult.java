package io.decant.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What all contenders of some work took. */
record WorkResult(Work work, List<Outcome> outcomes) {
    WorkResult {
        outcomes = List.copyOf(outcomes);
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
