package io.decant.dialect;

import io.decant.plan.RowFilter;
import java.util.List;

/**
 * How a staged row finds the row of the target that is the same.
 *
 * @param columns of both tables, equal by the target's comparison; at least one
 * @param staged which staged rows come into question
 * @param there which rows of the target do
 */
public record Matching(List<String> columns, RowFilter staged, RowFilter there) {
    public Matching {
        columns = List.copyOf(columns);
    }
}
