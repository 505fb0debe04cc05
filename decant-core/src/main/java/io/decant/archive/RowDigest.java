package io.decant.archive;

import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import io.decant.schema.Column;
import java.util.List;

/**
 * The digest of a table: the SHA-256 hashes of its rows, added modulo 2^256, so that neither the order of rows nor their
 * distribution over chunks matters. It proves equality, not authenticity. Not thread-safe.
 */
public final class RowDigest implements RecordSink {
    private final RowHash rowHash;
    private final byte[] hash = new byte[RowHash.LENGTH];
    private final Sum256 sum = new Sum256();
    private long rows;

    /**
     * @param table named in messages
     * @param columns in the order of the records' fields, under their canonical types
     */
    public RowDigest(String table, List<Column> columns) {
        rowHash = new RowHash(table, columns);
    }

    /** @throws io.decant.error.DecantException {@code VALUE_UNREPRESENTABLE} if a JSON field is not JSON */
    @Override
    public void accept(RecordBuffer record) {
        rowHash.hash(record, hash, 0);
        sum.add(hash, 0);
        rows++;
    }

    /** Adds the rows of another digest of the same table. */
    public void add(RowDigest other) {
        sum.add(other.sum);
        rows += other.rows;
    }

    /** How many rows were taken. */
    public long rows() {
        return rows;
    }

    /** 64 lower-case hex digits, big-endian. */
    public String hex() {
        return sum.hex();
    }
}
