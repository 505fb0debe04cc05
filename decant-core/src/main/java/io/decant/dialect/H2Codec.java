package io.decant.dialect;

import io.decant.record.RecordBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A type in H2, whose driver converts between a column and a Java class: both directions by objects of that class. */
interface H2Codec extends JdbcCodec {
    /** The class to ask the driver for. */
    Class<?> javaClass();

    /** Appends the canonical text of a value of that class. */
    void append(Object value, RecordBuffer out);

    /** What to give the driver for a canonical text. */
    Object value(byte[] bytes, int offset, int length);

    @Override
    default void read(ResultSet row, int column, RecordBuffer out) throws SQLException {
        @Nullable Object value = row.getObject(column, javaClass());
        if (value == null) {
            out.addNull();
        } else {
            append(value, out);
            out.endField();
        }
    }

    @Override
    default void bind(PreparedStatement statement, int position, byte[] bytes, int offset, int length)
            throws SQLException {
        statement.setObject(position, value(bytes, offset, length));
    }
}
