package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What H2's types mean, from their SQL as H2 itself writes it, such as {@code CHARACTER VARYING(40) ARRAY}. */
final class H2Types {
    private static final Pattern SQL =
            Pattern.compile("([A-Z_ ]+?)(?:\\((\\d+)(?:, (\\d+))?\\))?( WITH TIME ZONE| WITHOUT TIME ZONE)?");
    private static final Pattern ARRAY = Pattern.compile("(.*) ARRAY(?:\\[\\d+])?", Pattern.DOTALL);

    /** H2's longest VARCHAR: a column declared as long as that, or near it, has no limit that matters. */
    private static final int UNLIMITED = 1_000_000;

    private static final Map<String, ColumnType> BY_NAME = Map.ofEntries(
            Map.entry("BOOLEAN", ColumnType.of(TypeKind.BOOLEAN)),
            Map.entry("TINYINT", ColumnType.of(TypeKind.INTEGER, 8)),
            Map.entry("SMALLINT", ColumnType.of(TypeKind.INTEGER, 16)),
            Map.entry("INTEGER", ColumnType.of(TypeKind.INTEGER, 32)),
            Map.entry("BIGINT", ColumnType.of(TypeKind.INTEGER, 64)),
            Map.entry("REAL", ColumnType.of(TypeKind.FLOAT32)),
            Map.entry("DOUBLE PRECISION", ColumnType.of(TypeKind.FLOAT64)),
            Map.entry("DATE", ColumnType.of(TypeKind.DATE)),
            Map.entry("JSON", ColumnType.of(TypeKind.JSON)),
            Map.entry("UUID", ColumnType.of(TypeKind.UUID)));
    private static final Set<TypeKind> NOT_AS_TEXT = EnumSet.of(TypeKind.BYTES, TypeKind.OTHER);

    private H2Types() {}

    static ColumnType of(String sql) {
        Matcher array = ARRAY.matcher(sql);
        if (array.matches()) {
            ColumnType element = of(array.group(1));
            return ColumnType.arrayOf(element.element() == null ? element : element.element());
        }
        if (sql.startsWith("INTERVAL ")) {
            return ColumnType.of(TypeKind.INTERVAL);
        }
        Matcher parts = SQL.matcher(sql);
        if (!parts.matches()) {
            return ColumnType.of(enumerated(sql) ? TypeKind.TEXT : TypeKind.OTHER);
        }
        String name = parts.group(1);
        int size = parts.group(2) == null ? -1 : Integer.parseInt(parts.group(2));
        @Nullable ColumnType named = BY_NAME.get(name);
        if (named != null) {
            return named;
        }
        boolean zoned = " WITH TIME ZONE".equals(parts.group(4));
        return switch (name) {
            case "NUMERIC", "DECIMAL" ->
                ColumnType.decimal(size, parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3)));
            case "DECFLOAT" -> ColumnType.decimal(size, -1);
            case "FLOAT" -> ColumnType.of(size >= 0 && size <= 24 ? TypeKind.FLOAT32 : TypeKind.FLOAT64);
            case "CHARACTER" -> ColumnType.of(TypeKind.TEXT, Math.max(size, 1));
            case "CHARACTER VARYING", "VARCHAR_IGNORECASE", "CHARACTER LARGE OBJECT" ->
                ColumnType.of(TypeKind.TEXT, size >= UNLIMITED ? -1 : size);
            case "BINARY" -> ColumnType.of(TypeKind.BYTES, Math.max(size, 1));
            case "BINARY VARYING", "BINARY LARGE OBJECT" ->
                ColumnType.of(TypeKind.BYTES, size >= UNLIMITED ? -1 : size);
            case "TIME" -> zoned ? ColumnType.of(TypeKind.OTHER) : ColumnType.of(TypeKind.TIME, Math.max(size, 0));
            case "TIMESTAMP" ->
                ColumnType.of(zoned ? TypeKind.TIMESTAMPOFFSET : TypeKind.TIMESTAMP, size < 0 ? 6 : size);
            default -> ColumnType.of(TypeKind.OTHER);
        };
    }

    /** True for the padded {@code char(n)}. */
    static boolean padded(String sql) {
        return sql.equals("CHARACTER") || sql.startsWith("CHARACTER(");
    }

    /** True for the padded {@code binary(n)}. */
    static boolean fixedBytes(String sql) {
        return sql.equals("BINARY") || sql.startsWith("BINARY(");
    }

    /** True for a type that names its values. */
    static boolean enumerated(String sql) {
        return sql.startsWith("ENUM(");
    }

    /** How many arrays deep the type is. */
    static int depth(String sql) {
        Matcher array = ARRAY.matcher(sql);
        return array.matches() ? 1 + depth(array.group(1)) : 0;
    }

    /** See {@link Dialect#obstacle}. */
    static Optional<String> obstacle(Column target, ColumnType archived) {
        return Optional.ofNullable(whyNot(target, of(target.nativeType()), archived));
    }

    /** See {@link Dialect#takesSome}. */
    static boolean takesSome(Column target, ColumnType archived) {
        return takesSome(target, of(target.nativeType()), archived);
    }

    private static boolean takesSome(Column target, ColumnType here, ColumnType archived) {
        TypeKind kind = archived.kind();
        if (kind == TypeKind.ARRAY && here.kind() == TypeKind.ARRAY) {
            return takesSome(
                    target, Objects.requireNonNull(here.element()), Objects.requireNonNull(archived.element()));
        }
        return switch (here.kind()) {
            case TEXT -> kind != TypeKind.BYTES;
            case INTEGER -> kind == TypeKind.BOOLEAN || kind == TypeKind.INTEGER;
            case DECIMAL -> kind == TypeKind.INTEGER || kind == TypeKind.DECIMAL;
            case FLOAT32, FLOAT64 -> kind == TypeKind.FLOAT32 || kind == TypeKind.FLOAT64;
            case TIMESTAMP ->
                kind == TypeKind.TIMESTAMP
                        || (kind == TypeKind.TIMESTAMPTZ && target.type().zone() != null);
            case TIMESTAMPOFFSET -> kind == TypeKind.TIMESTAMPOFFSET || kind == TypeKind.TIMESTAMPTZ;
            case ARRAY -> kind == TypeKind.TEXT;
            default -> here.kind() == kind;
        };
    }

    private static @Nullable String whyNot(Column target, ColumnType here, ColumnType archived) {
        TypeKind kind = archived.kind();
        if (kind == TypeKind.ARRAY && here.kind() == TypeKind.ARRAY) {
            return whyNot(target, Objects.requireNonNull(here.element()), Objects.requireNonNull(archived.element()));
        }
        return switch (here.kind()) {
            case TEXT ->
                kind == TypeKind.TEXT
                        ? narrower(here, archived, "characters")
                        : NOT_AS_TEXT.contains(kind) ? "text is not " + kind.canonicalName() : null;
            case INTEGER ->
                kind == TypeKind.BOOLEAN
                        ? null
                        : kind == TypeKind.INTEGER ? narrower(here, archived, "bits") : another(here);
            case DECIMAL ->
                kind == TypeKind.INTEGER
                        ? null
                        : kind == TypeKind.DECIMAL ? fewerDigits(here, archived) : another(here);
            case FLOAT32 ->
                kind == TypeKind.FLOAT32
                        ? null
                        : kind == TypeKind.FLOAT64 ? "it keeps fewer digits than float64 has" : another(here);
            case FLOAT64 -> kind == TypeKind.FLOAT32 || kind == TypeKind.FLOAT64 ? null : another(here);
            case BYTES -> kind == TypeKind.BYTES ? narrower(here, archived, "bytes") : another(here);
            case TIME -> kind == TypeKind.TIME ? narrower(here, archived, "fraction digits") : another(here);
            case TIMESTAMP ->
                kind == TypeKind.TIMESTAMP
                                || (kind == TypeKind.TIMESTAMPTZ
                                        && target.type().zone() != null)
                        ? narrower(here, archived, "fraction digits")
                        : kind == TypeKind.TIMESTAMPTZ
                                ? "it has no zone; give the column \"type: timestamptz\" and a zone in the model"
                                : another(here);
            case TIMESTAMPOFFSET ->
                kind == TypeKind.TIMESTAMPOFFSET || kind == TypeKind.TIMESTAMPTZ
                        ? narrower(here, archived, "fraction digits")
                        : another(here);
            case ARRAY -> kind == TypeKind.TEXT ? "not every text is an array of it" : another(here);
            default -> here.kind() == kind ? null : another(here);
        };
    }

    private static String another(ColumnType here) {
        return "it holds " + here.kind().canonicalName();
    }

    /** An archived type without a size may be a small one: then each value is looked at. */
    private static @Nullable String narrower(ColumnType here, ColumnType archived, String unit) {
        return here.size() >= 0 && archived.size() > here.size()
                ? "it has " + here.size() + " " + unit + ", the archive's has " + archived.size()
                : null;
    }

    private static @Nullable String fewerDigits(ColumnType here, ColumnType archived) {
        if (here.scale() < 0) {
            return narrower(here, archived, "digits");
        }
        boolean fraction = archived.scale() > here.scale();
        boolean whole = archived.size() - Math.max(archived.scale(), 0) > here.size() - here.scale();
        return fraction || whole ? "it has " + here.size() + " digits, " + here.scale() + " of them fraction" : null;
    }
}
