package io.decant;

import io.decant.record.RecordBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** Some fields of a record, in their order. Not thread-safe. */
final class Projection {
    private final int[] fields;
    private final boolean identity;
    private final RecordBuffer out = new RecordBuffer();

    /**
     * @param fields indexes of the fields to keep
     * @param width how many fields a record has
     */
    Projection(List<Integer> fields, int width) {
        this.fields = fields.stream().mapToInt(Integer::intValue).toArray();
        this.identity = fields.equals(IntStream.range(0, width).boxed().toList());
    }

    /** The record itself if nothing is left out; else a buffer that is valid until the next call. */
    RecordBuffer of(RecordBuffer record) {
        if (identity) {
            return record;
        }
        out.clear();
        for (int field : fields) {
            out.addFrom(record, field);
        }
        return out;
    }
}
