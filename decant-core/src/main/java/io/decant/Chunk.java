package io.decant;

import io.decant.dialect.BlockRange;
import io.decant.plan.PlannedTable;
import io.decant.plan.RowFilter;
import org.jspecify.annotations.Nullable;

/**
 * The unit of parallel reading: a table's rows that leave, or those of them in a range of keys or of blocks.
 *
 * @param rows the whole filter, a range of keys included
 * @param blocks null for the whole table
 * @param share about how many rows, to take the largest first
 */
record Chunk(PlannedTable table, RowFilter rows, @Nullable BlockRange blocks, long share) {}
