package io.decant.dialect;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A codec that says what it binds, so that a value can be looked at before there is a statement. */
interface MySqlCodec extends JdbcCodec {
    /**
     * What is bound for a canonical text.
     *
     * @return a Long, BigDecimal, String or byte array
     */
    Object value(byte[] bytes, int offset, int length);

    @Override
    default void bind(PreparedStatement statement, int position, byte[] bytes, int offset, int length)
            throws SQLException {
        statement.setObject(position, value(bytes, offset, length));
    }
}
