package io.decant.dialect;

import io.decant.dialect.MySqlTexts.Limits;
import io.decant.dialect.MySqlTypes.Declared;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Picks the codec for a canonical type in a column. */
final class MySqlCodecs {
    private MySqlCodecs() {}

    static MySqlCodec of(MySqlProduct product, Column column) {
        ColumnType type = column.type();
        ColumnType here = MySqlTypes.of(column.nativeType());
        Declared declared = Declared.of(column.nativeType());
        if (type.kind() == TypeKind.UUID) {
            return uuid(column, here);
        }
        if (here.kind() == TypeKind.TEXT) {
            Limits limits = Limits.of(column.nativeType());
            return type.kind() == TypeKind.TEXT ? new MySqlTexts.Text(limits) : new MySqlTexts.AsText(type, limits);
        }
        boolean signed = !declared.unsigned() && !declared.name().equals("bit");
        return switch (type.kind()) {
            case BOOLEAN -> new MySqlScalars.Bool();
            case INTEGER ->
                here.kind() != TypeKind.DECIMAL && here.size() <= Long.SIZE
                        ? new MySqlScalars.Small(signed)
                        : new MySqlScalars.Whole(signed);
            case DECIMAL -> new MySqlScalars.Decimal(here);
            case FLOAT32 -> new MySqlScalars.Real(true, here.kind() == TypeKind.FLOAT32, declared);
            case FLOAT64 -> new MySqlScalars.Real(false, here.kind() == TypeKind.FLOAT32, declared);
            case BYTES -> new MySqlScalars.Bytes(declared.name().equals("binary") ? here.size() : -1);
            case DATE -> new MySqlTimes.Day();
            case TIME -> new MySqlTimes.Time(here.size());
            case TIMESTAMP -> new MySqlTimes.Local(here.size());
            case TIMESTAMPTZ -> instant(column, here);
            case JSON -> product.keepsJsonText() ? new MySqlTexts.Own() : new MySqlTexts.ParsedJson();
            case TEXT, UUID, TIMESTAMPOFFSET, INTERVAL, ARRAY, OTHER -> new MySqlTexts.Own();
        };
    }

    private static MySqlCodec instant(Column column, ColumnType here) {
        @Nullable ZoneId zone = here.kind() == TypeKind.TIMESTAMP ? ClockTime.zone(column) : null;
        return new MySqlTimes.InZone(here.size(), zone == null ? ZoneOffset.UTC : zone);
    }

    private static MySqlCodec uuid(Column column, ColumnType here) {
        String stored = column.type().stored() == null ? "" : column.type().stored();
        boolean bytes = here.kind() == TypeKind.BYTES;
        if (!(bytes ? List.of("", "blob") : List.of("", "lower", "upper")).contains(stored)) {
            throw new DecantException(
                    ErrorCode.MODEL_INVALID,
                    "column " + column.name() + ": " + column.nativeType() + " has no form \"stored: " + stored
                            + "\" of uuid; use " + (bytes ? "blob" : "lower or upper"));
        }
        return bytes ? new MySqlScalars.UuidBytes() : new MySqlTexts.UuidText(stored.equals("upper"));
    }
}
