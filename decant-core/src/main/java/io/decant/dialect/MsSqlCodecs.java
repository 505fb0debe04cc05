package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.nio.charset.Charset;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Picks the codec for a canonical type in a column of SQL Server. */
final class MsSqlCodecs {
    private MsSqlCodecs() {}

    /** For reading, and for text whose code page is not asked for. */
    static MsSqlCodec of(Column column) {
        return of(column, MsSqlType.of(column));
    }

    /** @param codePage what a column of char or varchar holds, null for plain ASCII */
    static MsSqlCodec toLoad(Column column, @Nullable Charset codePage) {
        MsSqlType type = MsSqlType.of(column);
        return type.narrow() ? textual(column, new MsSqlText.Narrow(type, codePage)) : of(column, type);
    }

    /** Without the declared limits: a value that is too long for the column equals none of its values. */
    static MsSqlCodec toCompare(Column column) {
        MsSqlType type = MsSqlType.of(column);
        ColumnType here = type.columnType();
        return switch (here.kind()) {
            case TEXT -> textual(column, new MsSqlText.Compared(type.narrow()));
            case INTEGER ->
                column.type().kind() == TypeKind.INTEGER
                        ? new MsSqlScalars.Whole(Long.MIN_VALUE, Long.MAX_VALUE)
                        : of(column);
            default -> of(column);
        };
    }

    private static MsSqlCodec textual(Column column, MsSqlCodec text) {
        return column.type().kind() == TypeKind.TEXT ? text : new MsSqlText.AsText(column.type(), text);
    }

    private static MsSqlCodec of(Column column, MsSqlType type) {
        ColumnType plain = new ColumnType(
                column.type().kind(),
                -1,
                -1,
                column.type().element(),
                column.type().zone(),
                null);
        if (!type.readable() || MsSqlFit.obstacle(column, plain).isPresent()) {
            return new MsSqlText.Refused(type.name(), plain.kind());
        }
        if (type.textual()) {
            return textual(column, type.narrow() ? new MsSqlText.Narrow(type, null) : new MsSqlText.Unicode(type));
        }
        ColumnType here = type.columnType();
        return switch (column.type().kind()) {
            case BOOLEAN -> here.kind() == TypeKind.INTEGER ? new MsSqlScalars.BoolNumber() : new MsSqlScalars.Bool();
            case INTEGER -> here.kind() == TypeKind.INTEGER ? whole(type) : new MsSqlNumbers.WholeDecimal(type);
            case DECIMAL -> new MsSqlNumbers.Decimal(type);
            case FLOAT32 ->
                here.kind() == TypeKind.FLOAT32 ? new MsSqlNumbers.Single() : new MsSqlNumbers.SingleInDouble();
            case FLOAT64 -> new MsSqlNumbers.Real();
            case BYTES -> new MsSqlScalars.Bytes(here.size(), type.name().equals("binary"));
            case UUID -> new MsSqlScalars.Guid();
            case DATE -> new MsSqlTimes.Day();
            case TIME -> new MsSqlTimes.Time(type.digits());
            case TIMESTAMP -> new MsSqlTimes.Local(MsSqlGrain.of(type));
            case TIMESTAMPTZ -> instant(column, type);
            case TIMESTAMPOFFSET -> new MsSqlTimes.WithOffset(type.digits());
            case TEXT, JSON, ARRAY, INTERVAL, OTHER ->
                new MsSqlText.AsText(column.type(), new MsSqlText.Compared(false));
        };
    }

    private static MsSqlCodec whole(MsSqlType type) {
        return switch (type.name()) {
            case "tinyint" -> new MsSqlScalars.Whole(0, 255);
            case "smallint" -> new MsSqlScalars.Whole(Short.MIN_VALUE, Short.MAX_VALUE);
            case "int" -> new MsSqlScalars.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
            default -> new MsSqlScalars.Whole(Long.MIN_VALUE, Long.MAX_VALUE);
        };
    }

    private static MsSqlCodec instant(Column column, MsSqlType type) {
        @Nullable ZoneId zone = ClockTime.zone(column);
        return type.columnType().kind() == TypeKind.TIMESTAMP && zone != null
                ? new MsSqlTimes.InZone(MsSqlGrain.of(type), zone)
                : new MsSqlTimes.Utc(type.digits());
    }
}
