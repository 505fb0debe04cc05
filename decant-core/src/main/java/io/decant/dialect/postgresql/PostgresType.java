package io.decant.dialect.postgresql;

import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A type as the catalog formats it, taken apart.
 *
 * @param form its binary form
 * @param oid the catalog's number of it, 0 where only the name is known
 * @param size characters of a text, digits of a numeric, fraction digits of times; −1 where the declaration sets none
 * @param scale fraction digits of a numeric, which PostgreSQL lets be negative; 0 where there is no numeric
 * @param name the whole name, which SQL understands
 * @param element of an array, null for all others
 */
public record PostgresType(
        Form form,
        int oid,
        int size,
        int scale,
        String name,
        @Nullable PostgresType element) {

    /** What the bytes look like in binary COPY. */
    public enum Form {
        BOOL,
        INT2,
        INT4,
        INT8,
        OID,
        NUMERIC,
        FLOAT4,
        FLOAT8,
        /** UTF-8, whatever the type is called: text, varchar, name, citext, enums. */
        TEXT,
        BPCHAR,
        BYTEA,
        UUID,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMPTZ,
        INTERVAL,
        JSON,
        JSONB,
        ARRAY,
        /** Read and written as the database's own text. */
        OTHER
    }

    /** Microseconds: the resolution of PostgreSQL's clocks. */
    static final int MICROS_DIGITS = 6;

    private static final Pattern NAME =
            Pattern.compile("([a-z][a-z0-9 ]*?)(?:\\((-?\\d+)(?:,(-?\\d+))?\\))?( with(?:out)? time zone)?");

    private static final Map<String, Form> FORMS = Map.ofEntries(
            Map.entry("boolean", Form.BOOL),
            Map.entry("smallint", Form.INT2),
            Map.entry("integer", Form.INT4),
            Map.entry("bigint", Form.INT8),
            Map.entry("oid", Form.OID),
            Map.entry("numeric", Form.NUMERIC),
            Map.entry("real", Form.FLOAT4),
            Map.entry("double precision", Form.FLOAT8),
            Map.entry("text", Form.TEXT),
            Map.entry("name", Form.TEXT),
            Map.entry("character varying", Form.TEXT),
            Map.entry("character", Form.BPCHAR),
            Map.entry("bpchar", Form.BPCHAR),
            Map.entry("bytea", Form.BYTEA),
            Map.entry("uuid", Form.UUID),
            Map.entry("date", Form.DATE),
            Map.entry("time without time zone", Form.TIME),
            Map.entry("timestamp without time zone", Form.TIMESTAMP),
            Map.entry("timestamp with time zone", Form.TIMESTAMPTZ),
            Map.entry("interval", Form.INTERVAL),
            Map.entry("json", Form.JSON),
            Map.entry("jsonb", Form.JSONB));

    /**
     * Takes the name of a column's type apart, where the catalog is out of reach.
     *
     * @param declared the column's canonical type, which tells enums and citext (text) from other types of the user's
     */
    public static PostgresType of(String nativeType, ColumnType declared) {
        ColumnType inside = declared.element();
        if (nativeType.endsWith("[]")) {
            String element = nativeType.substring(0, nativeType.length() - 2);
            return arrayOf(of(element, inside == null ? ColumnType.of(TypeKind.OTHER) : inside));
        }
        return of(nativeType, 0, declared.kind() == TypeKind.TEXT);
    }

    /**
     * @param nativeType as the catalog formats it, not an array
     * @param textLike whether a type that is not built in has text as its binary form
     */
    public static PostgresType of(String nativeType, int oid, boolean textLike) {
        Matcher parts = NAME.matcher(nativeType);
        if (parts.matches()) {
            String zone = parts.group(4);
            Form form = FORMS.getOrDefault(zone == null ? parts.group(1) : parts.group(1) + zone, Form.OTHER);
            return new PostgresType(form, oid, number(parts.group(2), -1), number(parts.group(3), 0), nativeType, null);
        }
        return new PostgresType(textLike ? Form.TEXT : Form.OTHER, oid, -1, 0, nativeType, null);
    }

    public static PostgresType arrayOf(PostgresType element) {
        return new PostgresType(Form.ARRAY, 0, -1, 0, element.name() + "[]", element);
    }

    /** The same type under another number: a domain's. */
    public PostgresType withOid(int newOid) {
        return new PostgresType(form, newOid, size, scale, name, element);
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    /** What it is in an archive, with the limits that its declaration sets. */
    public ColumnType columnType() {
        return switch (form) {
            case BOOL -> ColumnType.of(TypeKind.BOOLEAN);
            case INT2 -> ColumnType.of(TypeKind.INTEGER, 16);
            case INT4 -> ColumnType.of(TypeKind.INTEGER, 32);
            // An oid has 32 bits and no sign, which no smaller signed integer holds.
            case INT8, OID -> ColumnType.of(TypeKind.INTEGER, 64);
            case NUMERIC -> decimal();
            case FLOAT4 -> ColumnType.of(TypeKind.FLOAT32);
            case FLOAT8 -> ColumnType.of(TypeKind.FLOAT64);
            case TEXT, BPCHAR -> ColumnType.of(TypeKind.TEXT, name.equals("name") ? 63 : size);
            case BYTEA -> ColumnType.of(TypeKind.BYTES);
            case UUID -> ColumnType.of(TypeKind.UUID);
            case DATE -> ColumnType.of(TypeKind.DATE);
            case TIME -> ColumnType.of(TypeKind.TIME, fractionDigits());
            case TIMESTAMP -> ColumnType.of(TypeKind.TIMESTAMP, fractionDigits());
            case TIMESTAMPTZ -> ColumnType.of(TypeKind.TIMESTAMPTZ, fractionDigits());
            case INTERVAL -> ColumnType.of(TypeKind.INTERVAL, fractionDigits());
            case JSON, JSONB -> ColumnType.of(TypeKind.JSON);
            case ARRAY -> ColumnType.arrayOf(requireElement().columnType());
            case OTHER -> ColumnType.of(TypeKind.OTHER);
        };
    }

    private ColumnType decimal() {
        return size < 0
                ? ColumnType.of(TypeKind.DECIMAL)
                : ColumnType.decimal(Math.max(size, size - scale), Math.max(scale, 0));
    }

    /** Fraction digits of a time's seconds. */
    int fractionDigits() {
        return size < 0 ? MICROS_DIGITS : size;
    }

    PostgresType requireElement() {
        if (element == null) {
            throw new IllegalStateException(name + " is no array");
        }
        return element;
    }

    /** Whether it, or what it is an array of, has only its text form for us. */
    public boolean textOnly() {
        return element == null ? form == Form.OTHER : element.textOnly();
    }

    /** Whether it, or what it is an array of, is not built in, so that only the catalog knows its binary form. */
    public boolean userDefined() {
        return element == null ? name.indexOf('.') >= 0 : element.userDefined();
    }

    /**
     * A type to cast a parameter to: without the declared limits, by which a cast would cut or round the value without a
     * word.
     */
    public String castName() {
        return switch (form) {
            case NUMERIC -> "numeric";
            case TEXT -> name.startsWith("character varying") ? "text" : name;
            case BPCHAR -> "bpchar";
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMPTZ -> "timestamptz";
            case INTERVAL -> "interval";
            case ARRAY -> requireElement().castName() + "[]";
            default -> name;
        };
    }
}
