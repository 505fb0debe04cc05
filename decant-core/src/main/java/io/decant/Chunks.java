package io.decant;

import io.decant.dialect.BlockRange;
import io.decant.dialect.Sql.Bounds;
import io.decant.plan.PlannedTable;
import io.decant.plan.RowFilter;
import io.decant.plan.RowFilter.And;
import io.decant.plan.RowFilter.InRange;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the work of an export into chunks. A table is cut only where it pays: when several connections read and this one
 * table is more than a fair share of all rows, so that the others would wait for it.
 *
 * <p>Where the product reads blocks by their number, a range of them costs what lies in it, and nothing is read twice. It is
 * asked for where the tenant has that many rows that most blocks hold some: else an index finds them sooner. Elsewhere a
 * range is asked of the last column of the primary key, where that is a whole number or a uuid; other keys have no ends that
 * could be computed.
 */
final class Chunks {
    /** Below, reading the same index several times costs more than a second connection saves; see decision 6. */
    static final long SMALLEST_CUT = 1_000_000;

    /** Below, what a piece costs by itself shows; see decision 105. */
    private static final long SMALLEST_CUT_BY_BLOCKS = 100_000;

    /** So many of the tenant's rows a block, and an index is no help. */
    private static final int ROWS_A_BLOCK = 4;

    private static final int KEY_RANGES_A_CONNECTION = 2;

    /** More than of key ranges, so that the last ones end together. */
    private static final int BLOCK_RANGES_A_CONNECTION = 4;

    private final PlannedSnapshot planned;
    private final TenantKey tenant;
    private final long smallestCut;

    /** @param smallestCut rows from which a table may be cut */
    Chunks(PlannedSnapshot planned, TenantKey tenant, long smallestCut) {
        this.planned = planned;
        this.tenant = tenant;
        this.smallestCut = smallestCut;
    }

    /**
     * All chunks, the largest first.
     *
     * @param rows how many rows of each of the tables leave
     * @param mayCut false if a table has to be read by one connection
     */
    List<Chunk> of(List<PlannedTable> tables, Map<TableName, Long> rows, boolean mayCut) {
        int connections = planned.snapshot().connections().size();
        long all = rows.values().stream().mapToLong(Long::longValue).sum();
        List<Chunk> chunks = new ArrayList<>();
        for (PlannedTable table : tables) {
            long count = rows.getOrDefault(table.name(), 0L);
            if (mayCut && connections > 1 && count > all / connections) {
                chunks.addAll(cut(table, count, connections));
            } else {
                chunks.add(whole(table, count));
            }
        }
        chunks.sort((a, b) -> Long.compare(b.share(), a.share()));
        return chunks;
    }

    private static Chunk whole(PlannedTable table, long count) {
        return new Chunk(table, table.requireFilter(), null, count);
    }

    private List<Chunk> cut(PlannedTable table, long count, int connections) {
        OptionalLong blocks = Failures.guard(
                planned.catalog().dialect(),
                "cannot look at the size of " + table.name(),
                () -> planned.catalog().dialect().sql().blocks(planned.connection(), table.table()));
        if (blocks.isPresent()) {
            boolean pays = count >= Math.min(smallestCut, SMALLEST_CUT_BY_BLOCKS)
                    && count >= ROWS_A_BLOCK * blocks.getAsLong();
            return pays
                    ? byBlocks(table, count, blocks.getAsLong(), connections * BLOCK_RANGES_A_CONNECTION)
                    : List.of(whole(table, count));
        }
        return count >= smallestCut
                ? byKeys(table, count, connections * KEY_RANGES_A_CONNECTION)
                : List.of(whole(table, count));
    }

    private static List<Chunk> byBlocks(PlannedTable table, long count, long blocks, int pieces) {
        List<BlockRange> ranges = BlockRange.split(blocks, pieces);
        return ranges.stream()
                .map(range -> new Chunk(table, table.requireFilter(), range, count / ranges.size()))
                .toList();
    }

    private List<Chunk> byKeys(PlannedTable table, long count, int pieces) {
        List<String> key = table.table().primaryKey();
        if (key.isEmpty()) {
            return List.of(whole(table, count));
        }
        Column column = table.table().requireColumn(key.get(key.size() - 1));
        List<String> ends = column.type().kind() == TypeKind.INTEGER
                ? integers(table, column, pieces)
                : column.type().kind() == TypeKind.UUID ? uuids(pieces) : List.of();
        List<Chunk> chunks = new ArrayList<>();
        @Nullable String from = null;
        for (int i = 0; i <= ends.size(); i++) {
            @Nullable String to = i < ends.size() ? ends.get(i) : null;
            RowFilter rows = ends.isEmpty()
                    ? table.requireFilter()
                    : new And(List.of(table.requireFilter(), new InRange(column.name(), from, to)));
            chunks.add(new Chunk(table, rows, null, count / (ends.size() + 1)));
            from = to;
        }
        return chunks;
    }

    /** Ends between pieces of equal width: fair where keys were given out in sequence. */
    private List<String> integers(PlannedTable table, Column column, int pieces) {
        Optional<Bounds> bounds = Failures.guard(
                planned.catalog().dialect(),
                "cannot look at the keys of " + table.name(),
                () -> planned.catalog()
                        .dialect()
                        .sql()
                        .bounds(
                                planned.connection(),
                                planned.catalog().query(table.table(), List.of(), table.requireFilter(), tenant, false),
                                column.name()));
        List<String> ends = new ArrayList<>();
        bounds.ifPresent(b -> {
            BigInteger width = b.most().subtract(b.least()).add(BigInteger.ONE);
            for (int i = 1; i < pieces; i++) {
                BigInteger step = width.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(pieces));
                if (step.signum() > 0) {
                    ends.add(b.least().add(step).toString());
                }
            }
        });
        return ends.stream().distinct().toList();
    }

    /** Ends between equal parts of all uuids: fair where they are random. */
    private static List<String> uuids(int pieces) {
        List<String> ends = new ArrayList<>();
        for (int i = 1; i < pieces; i++) {
            ends.add(String.format(Locale.ROOT, "%08x-0000-0000-0000-000000000000", (1L << 32) * i / pieces));
        }
        return ends;
    }
}
