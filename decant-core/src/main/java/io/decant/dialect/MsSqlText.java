package io.decant.dialect;

import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Text in SQL Server, and what is held as text there. */
final class MsSqlText {
    private MsSqlText() {}

    private static String decoded(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    /** Padding is the column's and not the value's. */
    private static String unpadded(MsSqlType type, String text) {
        int end = text.length();
        while (type.padded() && end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static void fits(MsSqlType type, String text, int length) {
        if (type.padded() && text.endsWith(" ")) {
            throw new UnfitValueException("spaces at its end would be lost in a padded " + type.name() + " column");
        }
        if (type.size() >= 0 && length > type.size()) {
            throw new UnfitValueException("it is longer than " + type.name() + "(" + type.size() + ")");
        }
    }

    /** What all text has in common. */
    private interface Texts extends MsSqlCodec {
        @Override
        default Class<?> javaClass() {
            return String.class;
        }

        @Override
        default int sqlType() {
            return Types.NVARCHAR;
        }
    }

    /** {@code nchar} and {@code nvarchar}, whose n counts units of UTF-16. */
    record Unicode(MsSqlType type) implements Texts {
        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.text(out, unpadded(type, (String) value));
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            String text = decoded(bytes, offset, length);
            fits(type, text, text.length());
            return text;
        }
    }

    /**
     * {@code char} and {@code varchar}, whose n counts bytes. The server would put a question mark for what their code page
     * has not.
     *
     * @param codePage null where it is not known: plain ASCII is in all of them
     */
    record Narrow(MsSqlType type, @Nullable Charset codePage) implements Texts {
        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.text(out, unpadded(type, (String) value));
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            String text = decoded(bytes, offset, length);
            fits(type, text, ascii(text) ? text.length() : encodedLength(text));
            return text;
        }

        private int encodedLength(String text) {
            if (codePage == null) {
                throw new UnfitValueException("it is not plain ASCII, and the column's code page is not known here");
            }
            try {
                return codePage.newEncoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .encode(CharBuffer.wrap(text))
                        .remaining();
            } catch (CharacterCodingException unmappable) {
                throw new UnfitValueException("the column's code page has not all of its characters");
            }
        }
    }

    /**
     * Text that is compared with a column, whatever the column's limits.
     *
     * @param narrow whether the column is one of char or varchar: sent as such where that is sure to be the same text, since
     *     an index on it may not serve a comparison with text in UTF-16. It needs sendStringParametersAsUnicode=false.
     */
    record Compared(boolean narrow) implements Texts {
        @Override
        public void append(Object value, RecordBuffer out) {
            CanonicalText.text(out, (String) value);
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return decoded(bytes, offset, length);
        }

        @Override
        public void bind(PreparedStatement statement, int position, byte[] bytes, int offset, int length)
                throws SQLException {
            String text = decoded(bytes, offset, length);
            if (narrow && ascii(text)) {
                statement.setString(position, text);
            } else {
                statement.setNString(position, text);
            }
        }
    }

    /** Canonical text of another type in a column of text; of {@code other} types, the database's own. */
    record AsText(ColumnType type, MsSqlCodec text) implements Texts {
        @Override
        public void append(Object value, RecordBuffer out) {
            int start = out.size();
            text.append(value, out);
            if (type.kind() != TypeKind.JSON && type.kind() != TypeKind.OTHER) {
                CanonicalText.check(type, out.bytes(), start, out.size() - start);
            }
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            return text.value(bytes, offset, length);
        }
    }

    /** A type whose values would not come back as they were: only NULL is taken. */
    record Refused(String type, TypeKind kind) implements MsSqlCodec {
        @Override
        public Class<?> javaClass() {
            return Object.class;
        }

        @Override
        public void read(ResultSet row, int column, RecordBuffer out) throws SQLException {
            if (row.getObject(column) == null) {
                out.addNull();
            } else {
                append("", out);
            }
        }

        @Override
        public void append(Object value, RecordBuffer out) {
            throw refusal();
        }

        @Override
        public Object value(byte[] bytes, int offset, int length) {
            throw refusal();
        }

        private UnfitValueException refusal() {
            return new UnfitValueException("Decant cannot keep " + kind.canonicalName() + " in a column of type " + type
                    + "; give the column another type, or \"drop\", in the model");
        }
    }
}
