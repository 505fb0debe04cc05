package io.decant;

import io.decant.CompareReport.Kind;
import io.decant.CompareReport.RowDifference;
import io.decant.archive.KeyPartitions;
import io.decant.archive.KeyPartitions.KeyHash;
import io.decant.archive.RowHash;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the rows of a table that differ between two sides, in memory that does not grow with the rows. */
final class RowComparison {
    private static final int HASH = RowHash.LENGTH;

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

    /** @param rows how many rows the larger side has */
    void report(long rows, Consumer<RowDifference> differences) {
        int partitions = KeyPartitions.count(rows);
        try (KeyPartitions a = spill(left, partitions);
                KeyPartitions b = spill(right, partitions)) {
            for (int partition = 0; partition < partitions; partition++) {
                cancellation.check();
                compare(a.load(partition), b, partition, differences);
            }
        }
    }

    private void compare(
            Map<KeyHash, List<byte[]>> left, KeyPartitions right, int partition, Consumer<RowDifference> differences) {
        right.read(partition, (key, payload) -> {
            List<byte[]> candidates = left.getOrDefault(key, List.of());
            if (candidates.isEmpty()) {
                differences.accept(difference(Kind.ONLY_RIGHT, payload));
            } else {
                byte[] twin = candidates.remove(candidates.size() - 1);
                if (!Arrays.equals(twin, 0, HASH, payload, 0, HASH)) {
                    differences.accept(difference(Kind.CHANGED, payload));
                }
            }
        });
        left.values().forEach(rest -> rest.forEach(p -> differences.accept(difference(Kind.ONLY_LEFT, p))));
    }

    /** An entry's payload is the row's digest, then the key's own bytes, to be printed if the row differs. */
    private KeyPartitions spill(TableSide side, int partitions) {
        int[] key = keyColumns.stream()
                .mapToInt(name -> IntStream.range(0, side.columns().size())
                        .filter(i -> side.columns().get(i).name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no key column " + name)))
                .toArray();
        RowHash rowHash = new RowHash(table, side.columns());
        KeyPartitions spilled = new KeyPartitions(partitions);
        Cancellation.Watch watch = cancellation.watch(
                record -> {
                    byte[] encoded = encode(record, key);
                    byte[] payload = new byte[HASH + encoded.length];
                    rowHash.hash(record, payload, 0);
                    System.arraycopy(encoded, 0, payload, HASH, encoded.length);
                    spilled.add(ByteBuffer.wrap(encoded), payload);
                },
                Progress.NONE);
        try {
            side.feed().into(watch);
            return spilled;
        } catch (RuntimeException failure) {
            Failures.closeAfter(failure, spilled);
            throw failure;
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

    private RowDifference difference(Kind kind, byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload, HASH, payload.length - HASH);
        List<@Nullable String> key = new ArrayList<>();
        while (in.hasRemaining()) {
            int length = in.getInt();
            if (length < 0) {
                key.add(null);
            } else {
                byte[] text = new byte[length];
                in.get(text);
                key.add(new String(text, StandardCharsets.UTF_8));
            }
        }
        return new RowDifference(table, kind, keyColumns, key);
    }
}
