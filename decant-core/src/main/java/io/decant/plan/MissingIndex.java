package io.decant.plan;

import io.decant.schema.TableName;
import java.util.List;

/**
 * An index whose lack makes the export read a whole table to find the tenant's rows.
 *
 * @param columns the columns that an index should begin with, in any order
 */
public record MissingIndex(TableName table, List<String> columns) {
    public MissingIndex {
        columns = List.copyOf(columns);
    }
}
