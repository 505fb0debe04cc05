package io.decant.dialect.postgresql;

import io.decant.dialect.postgresql.PostgresType.Form;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which codec reads and writes a PostgreSQL type as a canonical one. */
public final class Codecs {
    private Codecs() {}

    /** A new codec, empty if no value of the canonical type belongs into a column of the type. */
    public static Optional<ValueCodec> find(PostgresType type, ColumnType canonical) {
        return Optional.ofNullable(codec(type, canonical));
    }

    private static @Nullable ValueCodec codec(PostgresType type, ColumnType canonical) {
        TypeKind kind = canonical.kind();
        return switch (type.form()) {
            case BOOL -> kind == TypeKind.BOOLEAN ? new BooleanCodec() : null;
            case INT2, INT4, INT8, OID -> integer(type.form(), kind);
            case NUMERIC ->
                kind == TypeKind.DECIMAL || kind == TypeKind.INTEGER
                        ? new NumericCodec(type, kind == TypeKind.INTEGER)
                        : null;
            case FLOAT4, FLOAT8 ->
                kind == TypeKind.FLOAT64 || kind == TypeKind.FLOAT32
                        ? new FloatCodec(type.form() == Form.FLOAT8, kind == TypeKind.FLOAT64)
                        : null;
            case TEXT, BPCHAR -> new TextCodec(type, canonical);
            case BYTEA -> kind == TypeKind.BYTES ? new BytesCodec() : null;
            case UUID -> kind == TypeKind.UUID ? new UuidCodec() : null;
            case DATE -> kind == TypeKind.DATE ? new DateCodec() : null;
            case TIME -> kind == TypeKind.TIME ? new TimeCodec(type.fractionDigits()) : null;
            case TIMESTAMP -> timestamp(type, canonical);
            case TIMESTAMPTZ ->
                kind == TypeKind.TIMESTAMPTZ ? new TimestampCodec(type.fractionDigits(), true, ZoneOffset.UTC) : null;
            case INTERVAL -> kind == TypeKind.INTERVAL ? new IntervalCodec(type.fractionDigits()) : null;
            case JSON, JSONB -> kind == TypeKind.JSON ? new JsonCodec(type.form() == Form.JSONB) : null;
            case ARRAY -> array(type.requireElement(), canonical);
            case OTHER -> kind == TypeKind.ARRAY ? null : new OtherCodec(canonical);
        };
    }

    private static @Nullable ValueCodec integer(Form form, TypeKind kind) {
        return switch (kind) {
            case INTEGER, DECIMAL, BOOLEAN -> new IntegerCodec(form, kind);
            default -> null;
        };
    }

    private static @Nullable ValueCodec timestamp(PostgresType type, ColumnType canonical) {
        if (canonical.kind() == TypeKind.TIMESTAMP) {
            return new TimestampCodec(type.fractionDigits(), false, ZoneOffset.UTC);
        }
        ZoneOffset offset = canonical.kind() == TypeKind.TIMESTAMPTZ ? offset(canonical.zone()) : null;
        return offset == null ? null : new TimestampCodec(type.fractionDigits(), true, offset);
    }

    /** Only zones that never change their offset: elsewhere an hour a year means two instants, and another none. */
    private static @Nullable ZoneOffset offset(@Nullable String zone) {
        try {
            ZoneRules rules = zone == null ? null : ZoneId.of(zone).getRules();
            return rules != null && rules.isFixedOffset() ? rules.getOffset(Instant.EPOCH) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable ValueCodec array(PostgresType element, ColumnType canonical) {
        // Text that is an array's is read and written as if it were one.
        ValueCodec codec = switch (canonical.kind()) {
            case ARRAY -> codec(element, Objects.requireNonNull(canonical.element()));
            case TEXT -> codec(element, element.columnType());
            default -> null;
        };
        return codec == null ? null : new ArrayCodec(codec, element);
    }
}
