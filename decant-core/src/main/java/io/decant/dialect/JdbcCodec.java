package io.decant.dialect;

import io.decant.record.RecordBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/**
 * Both directions of one column's type over JDBC, so that they cannot be edited apart. Stateless.
 *
 * <p>Either throws {@link UnfitValueException} for a value that would not arrive exactly.
 */
interface JdbcCodec {
    /** Reads a column of the current row, from 1, and adds it as a field, NULL included. */
    void read(ResultSet row, int column, RecordBuffer out) throws SQLException;

    /** Binds a value, not NULL, from its canonical text. */
    void bind(PreparedStatement statement, int position, byte[] bytes, int offset, int length) throws SQLException;

    /** What a NULL is sent as, of {@link Types}: some products do not take a NULL of another type. */
    default int sqlType() {
        return Types.NULL;
    }

    default void bind(PreparedStatement statement, int position, String text) throws SQLException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bind(statement, position, bytes, 0, bytes.length);
    }
}
