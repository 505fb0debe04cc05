package io.decant.dialect;

import io.decant.record.RecordSink;
import java.sql.SQLException;

/** Reads the rows of one query as canonical fields, streaming: memory does not grow with the rows. */
public interface RowReader {
    /**
     * Reads all rows. To be called once.
     *
     * @return how many rows
     * @throws io.decant.error.DecantException with {@code VALUE_UNREPRESENTABLE} if a value has no canonical text, naming
     *     table and column; whatever the sink throws is passed on, and the connection can be used again
     */
    long read(RecordSink sink) throws SQLException;
}
