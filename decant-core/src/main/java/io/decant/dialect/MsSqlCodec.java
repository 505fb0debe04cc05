package io.decant.dialect;

import io.decant.record.RecordBuffer;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A type in SQL Server, both directions by objects that the driver takes and gives without changing them. */
interface MsSqlCodec extends JdbcCodec {
    /** The class to ask the driver for. */
    Class<?> javaClass();

    /** Appends the canonical text of a value of that class. */
    void append(Object value, RecordBuffer out);

    /**
     * What to give the driver for a canonical text: a {@code Boolean}, {@code Long}, {@code BigDecimal}, {@code Float},
     * {@code Double}, {@code byte[]} or {@code String}.
     */
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
        Object value = value(bytes, offset, length);
        if (value instanceof Boolean bool) {
            statement.setBoolean(position, bool);
        } else if (value instanceof Long number) {
            statement.setLong(position, number);
        } else if (value instanceof BigDecimal number) {
            statement.setBigDecimal(position, number);
        } else if (value instanceof Float number) {
            statement.setFloat(position, number);
        } else if (value instanceof Double number) {
            statement.setDouble(position, number);
        } else if (value instanceof byte[] binary) {
            statement.setBytes(position, binary);
        } else {
            statement.setNString(position, (String) value);
        }
    }
}
