package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What SQLite's declared types mean, by name and else by affinity, and how their values are stored. */
final class SqliteTypes {
    private static final Pattern DECLARED =
            Pattern.compile("\\s*([^(]*?)\\s*(?:\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\).*)?", Pattern.DOTALL);

    private static final Map<String, ColumnType> BY_NAME = Map.ofEntries(
            Map.entry("BOOLEAN", ColumnType.of(TypeKind.BOOLEAN)),
            Map.entry("BOOL", ColumnType.of(TypeKind.BOOLEAN)),
            Map.entry("BIT", ColumnType.of(TypeKind.BOOLEAN)),
            Map.entry("TINYINT", ColumnType.of(TypeKind.INTEGER, 8)),
            Map.entry("SMALLINT", ColumnType.of(TypeKind.INTEGER, 16)),
            Map.entry("INT2", ColumnType.of(TypeKind.INTEGER, 16)),
            Map.entry("MEDIUMINT", ColumnType.of(TypeKind.INTEGER, 32)),
            Map.entry("INT", ColumnType.of(TypeKind.INTEGER, 32)),
            Map.entry("INT4", ColumnType.of(TypeKind.INTEGER, 32)),
            Map.entry("BIGINT", ColumnType.of(TypeKind.INTEGER, 64)),
            Map.entry("INT8", ColumnType.of(TypeKind.INTEGER, 64)),
            Map.entry("DATE", ColumnType.of(TypeKind.DATE)),
            Map.entry("TIME", ColumnType.of(TypeKind.TIME)),
            Map.entry("DATETIME", ColumnType.of(TypeKind.TIMESTAMP)),
            Map.entry("DATETIME2", ColumnType.of(TypeKind.TIMESTAMP)),
            Map.entry("TIMESTAMP", ColumnType.of(TypeKind.TIMESTAMP)),
            Map.entry("TIMESTAMP WITHOUT TIME ZONE", ColumnType.of(TypeKind.TIMESTAMP)),
            Map.entry("TIMESTAMPTZ", ColumnType.of(TypeKind.TIMESTAMPTZ)),
            Map.entry("TIMESTAMP WITH TIME ZONE", ColumnType.of(TypeKind.TIMESTAMPTZ)),
            Map.entry("DATETIMEOFFSET", ColumnType.of(TypeKind.TIMESTAMPOFFSET)),
            Map.entry("UUID", ColumnType.of(TypeKind.UUID)),
            Map.entry("GUID", ColumnType.of(TypeKind.UUID)),
            Map.entry("UNIQUEIDENTIFIER", ColumnType.of(TypeKind.UUID)),
            Map.entry("JSON", ColumnType.of(TypeKind.JSON)),
            Map.entry("STRING", ColumnType.of(TypeKind.TEXT)),
            Map.entry("BINARY", ColumnType.of(TypeKind.BYTES)),
            Map.entry("VARBINARY", ColumnType.of(TypeKind.BYTES)),
            Map.entry("BYTEA", ColumnType.of(TypeKind.BYTES)),
            Map.entry("IMAGE", ColumnType.of(TypeKind.BYTES)),
            Map.entry("INTERVAL", ColumnType.of(TypeKind.INTERVAL)),
            Map.entry("", ColumnType.of(TypeKind.TEXT)));

    private SqliteTypes() {}

    static ColumnType of(String declared) {
        Matcher parts = DECLARED.matcher(declared.toUpperCase(Locale.ROOT));
        if (!parts.matches()) {
            return ColumnType.of(TypeKind.TEXT);
        }
        int size = parts.group(2) == null ? -1 : Integer.parseInt(parts.group(2));
        @Nullable ColumnType named = BY_NAME.get(parts.group(1));
        if (named != null) {
            return switch (named.kind()) {
                case TEXT, BYTES -> ColumnType.of(named.kind(), size);
                default -> named;
            };
        }
        return switch (SqliteAffinity.of(declared)) {
            // INTEGER is what every whole number is declared as here: it promises nothing about bits.
            case INTEGER -> ColumnType.of(TypeKind.INTEGER);
            case TEXT -> ColumnType.of(TypeKind.TEXT, size);
            case BLOB ->
                declared.isEmpty() || declared.equalsIgnoreCase("ANY")
                        ? ColumnType.of(TypeKind.TEXT)
                        : ColumnType.of(TypeKind.BYTES, size);
            case REAL -> ColumnType.of(TypeKind.FLOAT64);
            case NUMERIC ->
                ColumnType.decimal(size, size < 0 ? -1 : parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3)));
        };
    }

    /** @throws DecantException with {@code MODEL_INVALID} if the type has no such stored form here */
    static SqliteCodec codec(Column column) {
        SqliteAffinity affinity = SqliteAffinity.of(column.nativeType());
        ColumnType type = column.type();
        String stored = type.stored() == null ? "" : type.stored();
        return switch (type.kind()) {
            case BOOLEAN ->
                new SqliteNumbers.Bool(
                        affinity, form(column, stored, "", "text").equals("text"));
            case INTEGER -> new SqliteNumbers.Whole(affinity);
            case DECIMAL -> new SqliteNumbers.Decimal(affinity, type.scale());
            case FLOAT32 -> new SqliteNumbers.Real(affinity, true);
            case FLOAT64 -> new SqliteNumbers.Real(affinity, false);
            case BYTES -> new SqliteTexts.Bytes();
            case UUID ->
                form(column, stored, "", "lower", "upper", "blob").equals("blob")
                        ? new SqliteTexts.UuidBlob()
                        : new SqliteTexts.UuidText(stored.equals("upper"));
            case DATE, TIME -> new SqliteTimes.Part(type);
            case TIMESTAMP, TIMESTAMPTZ ->
                switch (form(column, stored, "", "iso-space", "iso", "unix", "unix-ms")) {
                    case "unix" -> new SqliteTimes.Count(type.kind() == TypeKind.TIMESTAMP ? "" : "Z", 1);
                    case "unix-ms" -> new SqliteTimes.Count(type.kind() == TypeKind.TIMESTAMP ? "" : "Z", 1000);
                    default -> new SqliteTimes.Text(type.kind(), separator(stored), zone(column));
                };
            case TIMESTAMPOFFSET ->
                new SqliteTimes.Text(type.kind(), separator(form(column, stored, "", "iso-space", "iso")), null);
            case TEXT, JSON, OTHER, ARRAY, INTERVAL -> new SqliteTexts.Plain(type, affinity);
        };
    }

    private static char separator(String stored) {
        return stored.equals("iso") ? 'T' : ' ';
    }

    private static @Nullable ZoneId zone(Column column) {
        return column.type().kind() == TypeKind.TIMESTAMP ? null : ClockTime.zone(column);
    }

    private static String form(Column column, String stored, String... known) {
        for (String form : known) {
            if (form.equals(stored)) {
                return stored;
            }
        }
        throw new DecantException(
                ErrorCode.MODEL_INVALID,
                "column " + column.name() + ": SQLite has no form \"stored: " + stored + "\" of "
                        + column.type().kind().canonicalName() + "; use one of"
                        + String.join(" ", known));
    }

    /** See {@link Dialect#obstacle}. What only some values would lose is refused when one is met. */
    static Optional<String> obstacle(Column target, ColumnType archived) {
        SqliteAffinity affinity = SqliteAffinity.of(target.nativeType());
        boolean text = affinity == SqliteAffinity.TEXT;
        return switch (archived.kind()) {
            case INTEGER ->
                archived.size() > 64 && !text
                        ? Optional.of("SQLite's integers have 64 bits")
                        : affinity == SqliteAffinity.REAL
                                ? Optional.of("a REAL column rounds integers")
                                : Optional.empty();
            case DECIMAL ->
                archived.size() > 15 && !text && !sameDigits(target.type(), archived)
                        ? Optional.of("SQLite's numbers keep 15 digits; declare the column TEXT")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The same declaration on both sides keeps the same values. */
    private static boolean sameDigits(ColumnType target, ColumnType archived) {
        return target.kind() == TypeKind.DECIMAL && target.size() >= archived.size();
    }
}
