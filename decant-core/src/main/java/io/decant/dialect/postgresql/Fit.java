package io.decant.dialect.postgresql;

import io.decant.dialect.postgresql.PostgresType.Form;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether every value of a canonical type fits a PostgreSQL type.
 *
 * <p>Undeclared fraction digits of times pass: products that declare none mostly have no more than PostgreSQL, and each
 * value is checked when it is written.
 */
public final class Fit {
    private static final int INFINITY_LENGTH = "-infinity".length();

    private Fit() {}

    /** @return empty if it does, else what stands in the way, for people */
    public static Optional<String> obstacle(PostgresType target, ColumnType archived) {
        return Optional.ofNullable(find(target, archived));
    }

    private static @Nullable String find(PostgresType target, ColumnType archived) {
        if (Codecs.find(target, archived).isEmpty()) {
            return target.name() + " holds no " + archived.kind().canonicalName();
        }
        return switch (target.form()) {
            case INT2, INT4, INT8, OID -> integer(target, archived);
            case NUMERIC -> numeric(target, archived);
            case FLOAT4 ->
                archived.kind() == TypeKind.FLOAT64 ? target.name() + " keeps fewer digits than float64 has" : null;
            case TEXT, BPCHAR -> text(target, archived);
            case TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL ->
                archived.size() > target.fractionDigits()
                        ? "%s keeps %d fraction digits of a second, not %d"
                                .formatted(target.name(), target.fractionDigits(), archived.size())
                        : null;
            case ARRAY ->
                archived.kind() == TypeKind.TEXT
                        ? "not every text is an array of "
                                + target.requireElement().name()
                        : find(target.requireElement(), Objects.requireNonNull(archived.element()));
            case OTHER -> archived.kind() == TypeKind.OTHER ? null : "not every text is a value of " + target.name();
            default -> null;
        };
    }

    private static @Nullable String integer(PostgresType target, ColumnType archived) {
        int bits = target.form() == Form.OID ? 31 : target.columnType().size();
        boolean fits = switch (archived.kind()) {
            case BOOLEAN -> true;
            case DECIMAL -> archived.scale() == 0 && within(archived.size(), digits(bits) - 1);
            default -> within(archived.size(), bits);
        };
        // Its own kind of number: PostgreSQL reports an oid as 64 bits.
        return fits || (target.form() == Form.OID && archived.equals(target.columnType()))
                ? null
                : target.name() + " holds fewer digits than " + describe(archived);
    }

    private static @Nullable String numeric(PostgresType target, ColumnType archived) {
        if (target.size() < 0) {
            return null;
        }
        int digits = archived.kind() == TypeKind.INTEGER ? digits(archived.size()) : archived.size();
        int fraction = archived.kind() == TypeKind.INTEGER ? 0 : archived.scale();
        boolean fits = archived.size() >= 0
                && fraction >= 0
                && fraction <= target.scale()
                && digits - fraction <= target.size() - target.scale();
        return fits || archived.equals(target.columnType())
                ? null
                : target.name() + " holds fewer digits than " + describe(archived);
    }

    private static @Nullable String text(PostgresType target, ColumnType archived) {
        int limit = target.columnType().size();
        if (limit < 0 && target.form() == Form.TEXT) {
            return null;
        }
        return within(longest(archived), limit)
                ? null
                : "%s is shorter than %s can be".formatted(target.name(), describe(archived));
    }

    /** Characters of the longest canonical text, −1 if there is no end to it. */
    private static int longest(ColumnType type) {
        return switch (type.kind()) {
            case TEXT -> type.size();
            case BOOLEAN -> "false".length();
            case INTEGER -> type.size() < 0 ? -1 : digits(type.size()) + 1;
            case DECIMAL -> type.size() < 0 ? -1 : Math.max(type.size() + 3, "-INF".length());
            case UUID -> 36;
            case FLOAT32, FLOAT64 -> 25;
            case DATE -> Math.max("+999999999-12-31".length(), INFINITY_LENGTH);
            case TIME -> "24:00:00.123456789".length();
            case TIMESTAMP, TIMESTAMPTZ -> "+999999999-12-31T23:59:59.123456789Z".length();
            case TIMESTAMPOFFSET -> "+999999999-12-31T23:59:59.123456789+18:00:00".length();
            default -> -1;
        };
    }

    private static boolean within(int size, int limit) {
        return size >= 0 && size <= limit;
    }

    /** Decimal digits of the largest number of so many bits, the sign's among them. */
    private static int digits(int bits) {
        return bits < 0 ? Integer.MAX_VALUE : (int) Math.floor((bits - 1) * Math.log10(2)) + 1;
    }

    private static String describe(ColumnType type) {
        String name = type.kind().canonicalName();
        if (type.size() < 0) {
            return name + " without a declared size";
        }
        return name + " of size " + type.size() + (type.scale() > 0 ? " and scale " + type.scale() : "");
    }
}
