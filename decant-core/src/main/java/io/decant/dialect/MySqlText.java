package io.decant.dialect;

import io.decant.record.RecordBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A type that crosses to and from the server as text, which no driver makes anything else of. */
interface MySqlText extends MySqlCodec {
    /** Appends the canonical form of the server's text. */
    void append(String text, RecordBuffer out);

    /** The server's text of a canonical value. */
    @Override
    String value(byte[] bytes, int offset, int length);

    static String string(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    default void read(ResultSet row, int column, RecordBuffer out) throws SQLException {
        @Nullable String text = row.getString(column);
        if (text == null) {
            out.addNull();
        } else {
            append(text, out);
            out.endField();
        }
    }
}
