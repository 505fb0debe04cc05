package io.decant.bench.peer;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The row at which a result set stands, as texts. */
final class SourceRow {
    private final ResultSet row;
    private final boolean[] encoded;

    SourceRow(ResultSet row, Database database) throws SQLException {
        this.row = row;
        ResultSetMetaData columns = row.getMetaData();
        this.encoded = new boolean[columns.getColumnCount()];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = database.encodesBytes() && TargetTable.isBinary(columns.getColumnType(i + 1));
        }
    }

    int size() {
        return encoded.length;
    }

    /** @param column from 0 on */
    @Nullable String text(int column) throws SQLException {
        if (!encoded[column]) {
            return row.getString(column + 1);
        }
        byte[] bytes = row.getBytes(column + 1);
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }
}
