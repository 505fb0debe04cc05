package io.decant;

import io.decant.CompareReport.Kind;
import io.decant.CompareReport.RowDifference;
import io.decant.archive.RowHash;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the rows of a table that differ between two sides, in memory that does not grow with the rows. */
final class RowComparison {
    private static final int LEFT = 0;
    private static final int RIGHT = 1;

    private final String table;
    private final TableSide left;
    private final TableSide right;
    private final List<String> keyColumns;
    private final Cancellation cancellation;

    RowComparison(String table, TableSide left, TableSide right, Cancellation cancellation) {
        this.table = table;
        this.left = left;
        this.right = right;
        this.keyColumns =
                left.key().isEmpty() ? left.columns().stream().map(Column::name).toList() : left.key();
        this.cancellation = cancellation;
    }

    void report(Consumer<RowDifference> differences) {
        try (KeySpill spill = new KeySpill()) {
            pour(left, LEFT, spill);
            pour(right, RIGHT, spill);
            spill.forEachGroup(group -> compare(group, differences));
        }
    }

    /** An entry is the row's key in its own text, to be printed if it differs, with the row's hash. */
    private void pour(TableSide side, int number, KeySpill spill) {
        int[] key = keyColumns.stream()
                .mapToInt(name -> IntStream.range(0, side.columns().size())
                        .filter(i -> side.columns().get(i).name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no key column " + name)))
                .toArray();
        RowHash rowHash = new RowHash(table, side.columns());
        byte[] hash = new byte[RowHash.LENGTH];
        side.feed()
                .into(cancellation.watch(
                        record -> {
                            byte[] encoded = encode(record, key);
                            rowHash.hash(record, hash, 0);
                            spill.add(number, encoded, 0, encoded.length, hash, 0, hash.length);
                        },
                        Progress.NONE));
    }

    /** Both sides of a key are ordered by hash, so equal rows meet; what is left over in pairs was changed. */
    private void compare(KeyGroup group, Consumer<RowDifference> differences) {
        int rights = 0;
        while (rights < group.size() && group.side(rights) == LEFT) {
            rights++;
        }
        int lefts = 0;
        int right = rights;
        int onlyLeft = 0;
        int onlyRight = 0;
        while (lefts < rights || right < group.size()) {
            int order = lefts == rights ? 1 : right == group.size() ? -1 : compare(group, lefts, right);
            if (order == 0) {
                lefts++;
                right++;
            } else if (order < 0) {
                lefts++;
                onlyLeft++;
            } else {
                right++;
                onlyRight++;
            }
        }
        int changed = Math.min(onlyLeft, onlyRight);
        repeat(changed, Kind.CHANGED, group, differences);
        repeat(onlyLeft - changed, Kind.ONLY_LEFT, group, differences);
        repeat(onlyRight - changed, Kind.ONLY_RIGHT, group, differences);
    }

    private static int compare(KeyGroup group, int one, int other) {
        int a = group.payloadStart(one);
        int b = group.payloadStart(other);
        return Arrays.compareUnsigned(
                group.bytes(), a, a + group.payloadLength(one), group.bytes(), b, b + group.payloadLength(other));
    }

    private void repeat(int times, Kind kind, KeyGroup group, Consumer<RowDifference> differences) {
        for (int i = 0; i < times; i++) {
            differences.accept(new RowDifference(
                    table, kind, keyColumns, decode(group.bytes(), group.keyStart(), group.keyLength())));
        }
    }

    private static byte[] encode(RecordBuffer record, int[] fields) {
        int size = Arrays.stream(fields).map(f -> 4 + record.length(f)).sum();
        ByteBuffer out = ByteBuffer.allocate(size);
        for (int field : fields) {
            if (record.isNull(field)) {
                out.putInt(-1);
            } else {
                out.putInt(record.length(field));
                out.put(record.bytes(), record.start(field), record.length(field));
            }
        }
        return out.array();
    }

    private static List<@Nullable String> decode(byte[] bytes, int start, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, start, length);
        List<@Nullable String> key = new ArrayList<>();
        while (in.hasRemaining()) {
            int size = in.getInt();
            if (size < 0) {
                key.add(null);
            } else {
                byte[] text = new byte[size];
                in.get(text);
                key.add(new String(text, StandardCharsets.UTF_8));
            }
        }
        return key;
    }
}
