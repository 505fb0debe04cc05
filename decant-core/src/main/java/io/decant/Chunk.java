package io.decant;

import io.decant.plan.PlannedTable;
import io.decant.plan.RowFilter;

/**
 * The unit of parallel reading: a table's rows that leave, or those of them in a range of keys.
 *
 * @param rows the whole filter, the range included
 * @param share about how many rows, to take the largest first
 */
record Chunk(PlannedTable table, RowFilter rows, long share) {}
