package io.decant.dialect;

import io.decant.schema.Column;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The code pages of columns of char and varchar: what is not in them would arrive as question marks. */
final class MsSqlCodePages {
    static final String OF_COLLATION = "SELECT CONVERT(int, COLLATIONPROPERTY(?, 'CodePage'))";

    private MsSqlCodePages() {}

    /** One codec for each of the columns; the server is asked once for each collation. */
    static List<MsSqlCodec> codecs(Connection connection, List<Column> columns) throws SQLException {
        Map<String, @Nullable Charset> known = new HashMap<>();
        List<MsSqlCodec> codecs = new ArrayList<>();
        for (Column column : columns) {
            MsSqlType type = MsSqlType.of(column);
            String collation = type.collation();
            @Nullable Charset codePage = null;
            if (type.narrow() && collation != null) {
                if (!known.containsKey(collation)) {
                    known.put(collation, ask(connection, collation));
                }
                codePage = known.get(collation);
            }
            codecs.add(MsSqlCodecs.toLoad(column, codePage));
        }
        return codecs;
    }

    private static @Nullable Charset ask(Connection connection, String collation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_COLLATION)) {
            statement.setNString(1, collation);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? charset(row.getInt(1)) : null;
            }
        }
    }

    /** @return null where this JVM does not know the code page */
    static @Nullable Charset charset(int codePage) {
        String name = switch (codePage) {
            case 65001 -> StandardCharsets.UTF_8.name();
            case 874 -> "x-windows-874";
            case 932 -> "windows-31j";
            case 936 -> "x-mswin-936";
            case 949 -> "x-windows-949";
            case 950 -> "x-windows-950";
            case 437, 850 -> "IBM" + codePage;
            default -> "windows-" + codePage;
        };
        try {
            return Charset.forName(name);
        } catch (UnsupportedCharsetException | IllegalCharsetNameException unknown) {
            return null;
        }
    }
}
