package io.decant.bench;

import java.util.List;
import java.util.Map;

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
}
