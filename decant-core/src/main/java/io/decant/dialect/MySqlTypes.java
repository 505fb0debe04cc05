package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the types of MySQL and MariaDB mean, from their text in the catalog, such as {@code bigint(20) unsigned}. */
final class MySqlTypes {
    private static final Pattern DECLARED = Pattern.compile("([a-z0-9]+)(?:\\((\\d+)(?:,(\\d+))?\\))?( .*)?");
    private static final Pattern MEMBER = Pattern.compile("'((?:[^']|'')*+)'");
    private static final Set<TypeKind> NOT_AS_TEXT = EnumSet.of(TypeKind.BYTES, TypeKind.OTHER);
    private static final Set<String> SHAPES = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection",
            "geomcollection",
            "vector");

    private MySqlTypes() {}

    /**
     * A declared type, taken apart.
     *
     * @param name lower case: {@code varchar}, {@code enum}
     * @param size the first number in parentheses, −1 if none
     * @param scale the second, −1 if none
     */
    record Declared(String name, int size, int scale, boolean unsigned) {
        static Declared of(String nativeType) {
            String text = nativeType.toLowerCase(Locale.ROOT);
            Matcher parts = DECLARED.matcher(text);
            if (!parts.matches()) {
                // The lists of enum and set.
                return new Declared(text.replaceFirst("\\W[\\s\\S]*", ""), -1, -1, false);
            }
            return new Declared(
                    parts.group(1),
                    number(parts.group(2)),
                    number(parts.group(3)),
                    parts.group(4) != null && parts.group(4).contains("unsigned"));
        }

        private static int number(@Nullable String digits) {
            return digits == null ? -1 : Integer.parseInt(digits);
        }

        /** True for the padded {@code char(n)}. */
        boolean padded() {
            return name.equals("char");
        }

        /** True for types whose own form is bytes that no text shows: read and written in hexadecimal. */
        boolean shape() {
            return SHAPES.contains(name);
        }

        /** True where the server itself has to say a value as text: drivers make objects of it, and lose some. */
        boolean asServerText() {
            return switch (name) {
                case "date", "time", "datetime", "timestamp", "uuid", "inet4", "inet6" -> true;
                default -> false;
            };
        }
    }

    static ColumnType of(String nativeType) {
        Declared declared = Declared.of(nativeType);
        int size = declared.size();
        return switch (declared.name()) {
            case "tinyint" ->
                size == 1 && !declared.unsigned() ? ColumnType.of(TypeKind.BOOLEAN) : integer(8, declared);
            case "smallint" -> integer(16, declared);
            case "mediumint" -> integer(24, declared);
            case "int", "integer" -> integer(32, declared);
            case "bigint" -> integer(64, declared);
            case "year" -> ColumnType.of(TypeKind.INTEGER, 16);
            case "bit" -> size <= 1 ? ColumnType.of(TypeKind.BOOLEAN) : ColumnType.of(TypeKind.INTEGER, size + 1);
            case "decimal", "numeric" -> ColumnType.decimal(size < 0 ? 10 : size, Math.max(declared.scale(), 0));
            case "float" -> ColumnType.of(TypeKind.FLOAT32);
            case "double", "real" -> ColumnType.of(TypeKind.FLOAT64);
            case "char" -> ColumnType.of(TypeKind.TEXT, Math.max(size, 1));
            case "varchar" -> ColumnType.of(TypeKind.TEXT, size);
            case "tinytext", "text", "mediumtext", "longtext", "enum", "set" -> ColumnType.of(TypeKind.TEXT);
            case "binary" -> ColumnType.of(TypeKind.BYTES, Math.max(size, 1));
            case "varbinary" -> ColumnType.of(TypeKind.BYTES, size);
            case "tinyblob", "blob", "mediumblob" -> ColumnType.of(TypeKind.BYTES, bytes(declared.name()));
            case "longblob" -> ColumnType.of(TypeKind.BYTES);
            case "date" -> ColumnType.of(TypeKind.DATE);
            case "time" -> ColumnType.of(TypeKind.TIME, Math.max(size, 0));
            case "datetime" -> ColumnType.of(TypeKind.TIMESTAMP, Math.max(size, 0));
            case "timestamp" -> ColumnType.of(TypeKind.TIMESTAMPTZ, Math.max(size, 0));
            case "json" -> ColumnType.of(TypeKind.JSON);
            case "uuid" -> ColumnType.of(TypeKind.UUID);
            default -> ColumnType.of(TypeKind.OTHER);
        };
    }

    /** An unsigned type holds what a signed one of one bit more does, on its positive side. */
    private static ColumnType integer(int bits, Declared declared) {
        return ColumnType.of(TypeKind.INTEGER, declared.unsigned() ? bits + 1 : bits);
    }

    /** How many bytes a type of text or bytes holds that declares no length; −1 for more than any value has. */
    static int bytes(String name) {
        return switch (name) {
            case "tinytext", "tinyblob" -> 255;
            case "text", "blob" -> 65_535;
            case "mediumtext", "mediumblob" -> 16_777_215;
            default -> -1;
        };
    }

    /** The values of an {@code enum} or {@code set}, in order. */
    static List<String> members(String nativeType) {
        List<String> members = new ArrayList<>();
        for (Matcher member = MEMBER.matcher(nativeType); member.find(); ) {
            members.add(member.group(1).replace("''", "'"));
        }
        return members;
    }

    /** See {@link Dialect#obstacle}. */
    static Optional<String> obstacle(Column target, ColumnType archived) {
        return Optional.ofNullable(whyNot(target, of(target.nativeType()), archived));
    }

    /** See {@link Dialect#takesSome}. */
    static boolean takesSome(Column target, ColumnType archived) {
        TypeKind kind = archived.kind();
        ColumnType here = of(target.nativeType());
        return switch (here.kind()) {
            case TEXT -> kind != TypeKind.BYTES;
            case BOOLEAN ->
                kind == TypeKind.BOOLEAN
                        || (kind == TypeKind.INTEGER && target.type().kind() == TypeKind.INTEGER);
            case INTEGER -> kind == TypeKind.BOOLEAN || kind == TypeKind.INTEGER;
            case DECIMAL -> kind == TypeKind.INTEGER || kind == TypeKind.DECIMAL;
            case FLOAT32, FLOAT64 -> kind == TypeKind.FLOAT32 || kind == TypeKind.FLOAT64;
            case BYTES -> kind == TypeKind.BYTES || (kind == TypeKind.UUID && holdsUuid(target, here));
            case TIMESTAMP ->
                kind == TypeKind.TIMESTAMP
                        || (kind == TypeKind.TIMESTAMPTZ && target.type().zone() != null);
            default -> here.kind() == kind;
        };
    }

    private static @Nullable String whyNot(Column target, ColumnType here, ColumnType archived) {
        TypeKind kind = archived.kind();
        boolean zoned = target.type().zone() != null;
        return switch (here.kind()) {
            case TEXT ->
                kind == TypeKind.TEXT
                        ? narrower(here, archived, "characters")
                        : NOT_AS_TEXT.contains(kind) ? "text is not " + kind.canonicalName() : null;
            // A tinyint(1) is a small number that is mostly used as a boolean.
            case BOOLEAN ->
                kind == TypeKind.BOOLEAN
                                || (kind == TypeKind.INTEGER && target.type().kind() == TypeKind.INTEGER)
                        ? null
                        : another(here);
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
            case BYTES ->
                kind == TypeKind.BYTES
                        ? narrower(here, archived, "bytes")
                        : kind == TypeKind.UUID && holdsUuid(target, here) ? null : another(here);
            case TIME -> kind == TypeKind.TIME ? narrower(here, archived, "fraction digits") : another(here);
            case TIMESTAMP ->
                kind == TypeKind.TIMESTAMP || (kind == TypeKind.TIMESTAMPTZ && zoned)
                        ? narrower(here, archived, "fraction digits")
                        : kind == TypeKind.TIMESTAMPTZ
                                ? "it has no zone; give the column \"type: timestamptz\" and a zone in the model"
                                : another(here);
            case TIMESTAMPTZ ->
                kind == TypeKind.TIMESTAMPTZ ? narrower(here, archived, "fraction digits") : another(here);
            default -> here.kind() == kind ? null : another(here);
        };
    }

    /** A longer {@code binary} would fill up its 16 bytes with zeros. */
    private static boolean holdsUuid(Column target, ColumnType here) {
        return here.size() < 0
                || here.size() == 16
                || (here.size() > 16 && !Declared.of(target.nativeType()).name().equals("binary"));
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
        boolean fraction = archived.scale() > here.scale();
        boolean whole = archived.size() - Math.max(archived.scale(), 0) > here.size() - here.scale();
        return fraction || whole ? "it has " + here.size() + " digits, " + here.scale() + " of them fraction" : null;
    }
}
