package io.decant.plan;

import java.util.List;
import java.util.Map;

/**
 * A column that holds the values of a key source: the source itself, or what refers to it over any number of references.
 *
 * @param column its exact name
 * @param source whose values it holds
 * @param when it holds them only in rows whose columns have one of these values; empty for all rows
 */
public record KeyFollower(String column, KeySource source, Map<String, List<String>> when) {
    public KeyFollower {
        when = Map.copyOf(when);
    }

    /** Whether every value has its counterpart, so that one without is an error: not where only taken keys change. */
    public boolean total() {
        return source.fresh() != KeySource.Fresh.UUID;
    }
}
