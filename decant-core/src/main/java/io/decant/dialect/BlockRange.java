package io.decant.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a table as it lies on disk: each row is in exactly one of a table's ranges, whatever is in the row.
 *
 * @param from the first block, from 0
 * @param to the block after the last one, null for all that follow
 */
public record BlockRange(long from, @Nullable Long to) {
    public BlockRange {
        if (from < 0 || (to != null && to <= from)) {
            throw new IllegalArgumentException("a range of no blocks");
        }
    }

    /**
     * Ranges of about equal width that leave out nothing; the last has no end, since a table may have grown.
     *
     * @param blocks of the table
     * @param most how many ranges, at least 1
     */
    public static List<BlockRange> split(long blocks, int most) {
        long pieces = Math.max(1, Math.min(most, blocks));
        List<BlockRange> ranges = new ArrayList<>();
        for (long i = 0; i < pieces; i++) {
            Long end = i + 1 < pieces ? Long.valueOf(blocks * (i + 1) / pieces) : null;
            ranges.add(new BlockRange(blocks * i / pieces, end));
        }
        return ranges;
    }
}
