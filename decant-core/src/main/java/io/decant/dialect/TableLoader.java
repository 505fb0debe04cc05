package io.decant.dialect;

import io.decant.record.RecordSink;
import java.sql.SQLException;

/** Loads canonical fields into one table. Not thread-safe; one loader at a time on a connection. */
public interface TableLoader extends RecordSink, AutoCloseable {
    /**
     * Sends what is buffered and ends the load.
     *
     * @return how many rows were loaded
     */
    long finish() throws SQLException;

    /** Abandons the load if it was not finished. */
    @Override
    void close() throws SQLException;
}
