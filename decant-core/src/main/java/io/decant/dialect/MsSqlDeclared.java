package io.decant.dialect;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A column's type as sys.columns has it.
 *
 * @param name of the type that everything comes down to
 * @param assembly the schema of a type that the user's own assembly brings, else null
 * @param length in bytes, −1 for max
 * @param encrypted by Always Encrypted: what is read is not what was written
 */
record MsSqlDeclared(
        String name,
        @Nullable String assembly,
        int length,
        int precision,
        int scale,
        @Nullable String collation,
        boolean encrypted) {

    /** @param row of {@link MsSqlCatalogSql#COLUMNS} */
    static MsSqlDeclared of(ResultSet row) throws SQLException {
        boolean own = row.getBoolean(4) && row.getBoolean(5);
        return new MsSqlDeclared(
                row.getString(3),
                own ? row.getString(6) : null,
                row.getInt(7),
                row.getInt(8),
                row.getInt(9),
                row.getString(10),
                row.getBoolean(16));
    }

    /** As a column definition spells it, the collation with it: a temporary table would have another one by itself. */
    String definition() {
        if (encrypted) {
            return name + " ENCRYPTED";
        }
        if (assembly != null) {
            return "[" + assembly + "].[" + name + "]";
        }
        String limits = switch (name) {
            case "decimal", "numeric" -> "(" + precision + "," + scale + ")";
            case "char", "varchar", "binary", "varbinary" -> length(length);
            case "nchar", "nvarchar" -> length(length < 0 ? length : length / 2);
            case "time", "datetime2", "datetimeoffset" -> "(" + scale + ")";
            default -> "";
        };
        return name + limits + (collation == null ? "" : " COLLATE " + collation);
    }

    private static String length(int units) {
        return units < 0 ? "(max)" : "(" + units + ")";
    }
}
