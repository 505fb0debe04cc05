package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Picks the codec for a canonical type in a column of H2. */
final class H2Codecs {
    private H2Codecs() {}

    static H2Codec of(Column column) {
        ColumnType here = H2Types.of(column.nativeType());
        if (here.kind() == TypeKind.ARRAY) {
            ColumnType inside = Objects.requireNonNull(here.element());
            // Text that is an array's is read and written as if it were one.
            @Nullable ColumnType archived = column.type().element();
            H2Codec element = scalar(column, inside, archived == null ? inside : archived);
            return new H2Array(element, H2Types.depth(column.nativeType()));
        }
        return scalar(column, here, column.type());
    }

    private static H2Codec scalar(Column column, ColumnType here, ColumnType type) {
        if (here.kind() == TypeKind.TEXT && type.kind() != TypeKind.TEXT) {
            return new H2Scalars.AsText(type);
        }
        return switch (type.kind()) {
            case BOOLEAN -> here.kind() == TypeKind.INTEGER ? new H2Scalars.BoolNumber() : new H2Scalars.Bool();
            case INTEGER ->
                here.kind() == TypeKind.INTEGER ? new H2Scalars.Whole(here.size()) : new H2Scalars.WholeDecimal();
            case DECIMAL -> new H2Scalars.Decimal(here);
            case FLOAT32 -> new H2Scalars.Real(true, here.kind() == TypeKind.FLOAT32);
            case FLOAT64 -> new H2Scalars.Real(false, here.kind() == TypeKind.FLOAT32);
            case TEXT -> new H2Scalars.Text(H2Types.padded(column.nativeType()));
            case BYTES -> new H2Scalars.Bytes(H2Types.fixedBytes(column.nativeType()) ? here.size() : -1);
            case UUID -> new H2Scalars.Uuid();
            case DATE -> new H2Times.Day();
            case TIME -> new H2Times.Time(here.size());
            case TIMESTAMP -> new H2Times.Local(here.size());
            case TIMESTAMPTZ -> instant(column, here);
            case TIMESTAMPOFFSET -> new H2Times.WithOffset(here.size());
            case INTERVAL -> H2Interval.of(column.nativeType());
            case JSON, ARRAY, OTHER -> new H2Scalars.AsText(type);
        };
    }

    private static H2Codec instant(Column column, ColumnType here) {
        @Nullable ZoneId zone = ClockTime.zone(column);
        return here.kind() == TypeKind.TIMESTAMP && zone != null
                ? new H2Times.InZone(here.size(), zone)
                : new H2Times.Utc(here.size());
    }
}
