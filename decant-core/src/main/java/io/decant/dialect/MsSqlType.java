package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A type of SQL Server, as a column definition spells it: {@code nvarchar(40) COLLATE Latin1_General_CI_AS}.
 *
 * @param name the type without its limits
 * @param size characters, bytes, digits or fraction digits, whichever the type is declared with; −1 for none and for max
 * @param scale fraction digits of a decimal, else −1
 * @param collation of text, null for other types
 */
record MsSqlType(String name, int size, int scale, @Nullable String collation) {
    private static final Pattern DEFINITION =
            Pattern.compile("([a-z0-9_]+)(?:\\((max|\\d+)(?:,(\\d+))?\\))?(?: COLLATE (\\w+))?");
    private static final Set<String> UNICODE = Set.of("nchar", "nvarchar", "ntext");
    private static final Set<String> NARROW = Set.of("char", "varchar", "text");
    private static final Set<String> HELD_AS_TEXT = Set.of("xml", "hierarchyid", "geography", "geometry");

    static MsSqlType of(String definition) {
        Matcher parts = DEFINITION.matcher(definition);
        if (!parts.matches()) {
            return new MsSqlType(definition, -1, -1, null);
        }
        String size = parts.group(2);
        return new MsSqlType(
                parts.group(1),
                size == null || size.equals("max") ? -1 : Integer.parseInt(size),
                parts.group(3) == null ? -1 : Integer.parseInt(parts.group(3)),
                parts.group(4));
    }

    static MsSqlType of(Column column) {
        return of(column.nativeType());
    }

    ColumnType columnType() {
        return switch (name) {
            case "bit" -> ColumnType.of(TypeKind.BOOLEAN);
            // 0 to 255: with the sign that an integer of other products has, that takes nine bits.
            case "tinyint" -> ColumnType.of(TypeKind.INTEGER, 9);
            case "smallint" -> ColumnType.of(TypeKind.INTEGER, 16);
            case "int" -> ColumnType.of(TypeKind.INTEGER, 32);
            case "bigint" -> ColumnType.of(TypeKind.INTEGER, 64);
            case "decimal", "numeric" -> ColumnType.decimal(size, Math.max(scale, 0));
            case "money" -> ColumnType.decimal(19, 4);
            case "smallmoney" -> ColumnType.decimal(10, 4);
            case "real" -> ColumnType.of(TypeKind.FLOAT32);
            case "float" -> ColumnType.of(TypeKind.FLOAT64);
            case "char", "varchar", "nchar", "nvarchar", "text", "ntext" -> ColumnType.of(TypeKind.TEXT, size);
            case "binary", "varbinary", "image" -> ColumnType.of(TypeKind.BYTES, size);
            case "timestamp" -> ColumnType.of(TypeKind.BYTES, 8);
            case "uniqueidentifier" -> ColumnType.of(TypeKind.UUID);
            case "date" -> ColumnType.of(TypeKind.DATE);
            case "time" -> ColumnType.of(TypeKind.TIME, digits());
            case "smalldatetime" -> ColumnType.of(TypeKind.TIMESTAMP, 0);
            case "datetime" -> ColumnType.of(TypeKind.TIMESTAMP, 3);
            case "datetime2" -> ColumnType.of(TypeKind.TIMESTAMP, digits());
            case "datetimeoffset" -> ColumnType.of(TypeKind.TIMESTAMPOFFSET, digits());
            case "json" -> ColumnType.of(TypeKind.JSON);
            default -> ColumnType.of(TypeKind.OTHER);
        };
    }

    /** Fraction digits of a time; seven where none are declared. */
    int digits() {
        return size < 0 ? 7 : size;
    }

    boolean textual() {
        return unicode() || narrow();
    }

    /** True for text in UTF-16. */
    boolean unicode() {
        return UNICODE.contains(name);
    }

    /** True for text in a code page. */
    boolean narrow() {
        return NARROW.contains(name);
    }

    /** True for the padded {@code char(n)} and {@code nchar(n)}. */
    boolean padded() {
        return name.equals("char") || name.equals("nchar");
    }

    /** Whether values can be read and written at all. Some types say with each value what it is, or are encrypted. */
    boolean readable() {
        return columnType().kind() != TypeKind.OTHER || HELD_AS_TEXT.contains(name);
    }
}
