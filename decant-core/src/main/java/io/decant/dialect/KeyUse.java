package io.decant.dialect;

import io.decant.schema.Table;
import java.util.List;
import java.util.Map;

/**
 * A column whose values have a counterpart in a key map.
 *
 * @param column its exact name
 * @param map made by {@link WriteSupport#keyMap}
 * @param when it has one only in rows whose columns have one of these values; empty for all rows
 * @param total whether a value without counterpart is an error; otherwise it stands for itself
 */
public record KeyUse(String column, Table map, Map<String, List<String>> when, boolean total) {
    public KeyUse {
        when = Map.copyOf(when);
    }
}
