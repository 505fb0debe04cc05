package io.decant.dialect;

import io.decant.record.RecordBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A type in SQLite, where each value has a storage class of its own: a codec takes the classes that its type may have and
 * refuses the rest.
 */
interface SqliteCodec extends JdbcCodec {
    /** What SQLite's numeric affinities take for a number, and a little more. */
    Pattern NUMBER = Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");

    /** Appends the canonical text of a value: an Integer, Long, Double, String or byte[]. */
    void append(Object stored, RecordBuffer out);

    /** What to store for a canonical text: an Integer, Long, Double, String or byte[]. */
    Object value(byte[] bytes, int offset, int length);

    @Override
    default void bind(PreparedStatement statement, int position, byte[] bytes, int offset, int length)
            throws SQLException {
        statement.setObject(position, value(bytes, offset, length));
    }

    @Override
    default void read(ResultSet row, int column, RecordBuffer out) throws SQLException {
        @Nullable Object stored = row.getObject(column);
        if (stored == null) {
            out.addNull();
            return;
        }
        if (stored instanceof String text && text.indexOf('\uFFFD') >= 0) {
            // The driver decodes leniently: what it replaced must be told from what was written so.
            if (!Arrays.equals(row.getBytes(column), text.getBytes(StandardCharsets.UTF_8))) {
                throw new UnfitValueException("it is text that is not UTF-8");
            }
        }
        append(stored, out);
        out.endField();
    }

    /** For values of any other storage class. */
    static UnfitValueException unfit(Object stored) {
        return new UnfitValueException("it is stored as "
                + (stored instanceof String
                        ? "text"
                        : stored instanceof byte[] ? "a blob" : stored instanceof Double ? "a real" : "an integer")
                + "; give the column its type and stored form in the model");
    }

    /** Passes text that the column keeps as text. */
    static String keptAsText(String text, SqliteAffinity affinity) {
        if (affinity.convertsText() && NUMBER.matcher(text).matches()) {
            throw new UnfitValueException("text that looks like a number becomes one in a column of " + affinity
                    + " affinity; declare the column TEXT");
        }
        return text;
    }
}
