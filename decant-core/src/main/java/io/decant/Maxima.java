package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.CanonicalFormatException;
import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import io.decant.schema.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The largest value of each column that a sequence or identity fills: what it has to be moved past. Not thread-safe. */
final class Maxima implements RecordSink {
    private final List<Column> columns;
    private final int[] concerned;
    private final long[] largest;
    private final boolean[] seen;

    /** @param columns the target's columns, one for each field of the records */
    Maxima(List<Column> columns) {
        this.columns = List.copyOf(columns);
        this.concerned = IntStream.range(0, columns.size())
                .filter(field -> concern(columns.get(field)))
                .toArray();
        this.largest = new long[columns.size()];
        this.seen = new boolean[columns.size()];
    }

    static boolean concern(Column column) {
        return column.generation() == Column.Generation.IDENTITY
                || column.generation() == Column.Generation.IDENTITY_ALWAYS;
    }

    @Override
    public void accept(RecordBuffer record) {
        for (int field : concerned) {
            if (!record.isNull(field)) {
                long value = number(record, field);
                largest[field] = seen[field] ? Math.max(largest[field], value) : value;
                seen[field] = true;
            }
        }
    }

    private long number(RecordBuffer record, int field) {
        try {
            return CanonicalText.parseLong(record.bytes(), record.start(field), record.length(field));
        } catch (CanonicalFormatException tooLarge) {
            throw new DecantException(
                    ErrorCode.VALUE_UNREPRESENTABLE,
                    "identity column " + columns.get(field).name() + " cannot hold a value of the archive: "
                            + tooLarge.getMessage(),
                    tooLarge);
        }
    }

    /** By the target's column name, as canonical integers; without the columns that had no value. */
    Map<String, String> byColumn() {
        Map<String, String> maxima = new HashMap<>();
        for (int field = 0; field < largest.length; field++) {
            if (seen[field]) {
                maxima.put(columns.get(field).name(), Long.toString(largest[field]));
            }
        }
        return maxima;
    }
}
