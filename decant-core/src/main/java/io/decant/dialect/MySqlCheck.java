package io.decant.dialect;

import io.decant.dialect.MySqlTexts.Limits;
import io.decant.dialect.MySqlTypes.Declared;
import io.decant.record.CanonicalFormatException;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether single values fit a column of MySQL or MariaDB: what its codec refuses, and the limits that the server has. */
final class MySqlCheck implements ValueCheck {
    /** The first and last moments of a {@code timestamp}, as the session shows them: in UTC. */
    private static final String FIRST = "1970-01-01 00:00:01";

    private final MySqlCodec codec;
    private final ColumnType here;
    private final Declared declared;
    private final Limits limits;
    private final String last;

    private MySqlCheck(MySqlProduct product, Column column) {
        this.codec = MySqlCodecs.of(product, column);
        this.here = MySqlTypes.of(column.nativeType());
        this.declared = Declared.of(column.nativeType());
        this.limits = Limits.of(column.nativeType());
        this.last = product.lastTimestamp();
    }

    /** @param column under the type of its values' canonical text */
    static Optional<ValueCheck> of(MySqlProduct product, Column column) {
        return inDoubt(product, column) ? Optional.of(new MySqlCheck(product, column)) : Optional.empty();
    }

    private static boolean inDoubt(MySqlProduct product, Column column) {
        ColumnType archived = column.type();
        ColumnType here = MySqlTypes.of(column.nativeType());
        Declared declared = Declared.of(column.nativeType());
        if (here.kind() == TypeKind.TEXT) {
            boolean plain = !declared.padded()
                    && MySqlTypes.members(column.nativeType()).isEmpty();
            boolean ascii = archived.kind() == TypeKind.BOOLEAN || archived.kind() == TypeKind.UUID;
            boolean inCharset = ascii || MySqlCharset.of(column.nativeType()).holdsAll();
            return !plain || !inCharset || !certainlyShort(archived, declared);
        }
        return switch (archived.kind()) {
            case BOOLEAN, UUID, OTHER, TEXT, INTERVAL, ARRAY, TIMESTAMPOFFSET -> false;
            case JSON -> !product.keepsJsonText();
            case INTEGER ->
                here.kind() != TypeKind.INTEGER
                        || declared.unsigned()
                        || declared.name().equals("bit")
                        || declared.name().equals("year")
                        || wider(archived, here);
            case BYTES -> declared.name().equals("binary") || wider(archived, here);
            // Infinities, 24:00:00, years of the servers' own, unsigned columns.
            case DECIMAL, FLOAT32, FLOAT64, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> true;
        };
    }

    private static boolean certainlyShort(ColumnType archived, Declared declared) {
        int characters = declared.size() >= 0 ? declared.size() : MySqlTypes.bytes(declared.name()) / 4;
        boolean endless = declared.size() < 0 && MySqlTypes.bytes(declared.name()) < 0;
        return switch (archived.kind()) {
            case TEXT -> endless || (archived.size() >= 0 && archived.size() <= characters);
            case BOOLEAN -> endless || characters >= "false".length();
            case UUID -> endless || characters >= 36;
            default -> endless;
        };
    }

    private static boolean wider(ColumnType archived, ColumnType here) {
        return here.size() >= 0 && (archived.size() < 0 || archived.size() > here.size());
    }

    @Override
    public @Nullable String unfit(byte[] b, int off, int len) {
        try {
            return beyond(codec.value(b, off, len));
        } catch (UnfitValueException | CanonicalFormatException refusal) {
            return refusal.getMessage();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException refusal) {
            return "it is outside the column's range";
        }
    }

    private @Nullable String beyond(Object value) {
        if (value instanceof String text) {
            return here.kind() == TypeKind.TEXT ? unfitText(text) : otherText(text);
        }
        if (value instanceof byte[] bytes) {
            return here.size() >= 0 && bytes.length > here.size() ? "it is longer than the column allows" : null;
        }
        BigDecimal number = value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
        if (declared.unsigned() && number.signum() < 0) {
            return "it is negative";
        }
        return here.kind() == TypeKind.DECIMAL ? largeDecimal(number) : outOfRange(number.toBigIntegerExact());
    }

    private @Nullable String unfitText(String text) {
        if (!limits.charset().holds(text)) {
            return "it has characters that the column's character set lacks";
        }
        boolean longer = declared.size() >= 0
                ? text.codePointCount(0, text.length()) > declared.size()
                : limits.tooManyBytes(text);
        return longer ? "it is longer than the column allows" : null;
    }

    /** Reals and times are sent as text. */
    private @Nullable String otherText(String text) {
        if (declared.name().equals("timestamp")) {
            boolean within = text.compareTo(FIRST) >= 0 && text.compareTo(last) < 0;
            return within ? null : "it is outside the range of TIMESTAMP";
        }
        boolean real = here.kind() == TypeKind.FLOAT32 || here.kind() == TypeKind.FLOAT64;
        return real ? largeReal(Double.parseDouble(text)) : null;
    }

    private @Nullable String largeReal(double real) {
        if (declared.unsigned() && real < 0) {
            return "it is negative";
        }
        boolean large = declared.scale() >= 0
                && new BigDecimal(real).abs().compareTo(BigDecimal.TEN.pow(declared.size() - declared.scale())) >= 0;
        return large ? "it has more digits before the point than the column keeps" : null;
    }

    private @Nullable String largeDecimal(BigDecimal number) {
        boolean large = number.signum() != 0 && number.precision() - number.scale() > here.size() - here.scale();
        return large ? "it has more digits before the point than the column keeps" : null;
    }

    private @Nullable String outOfRange(BigInteger number) {
        boolean within = switch (declared.name()) {
            case "year" -> number.signum() == 0 || (number.bitLength() <= 12 && isYear(number.intValue()));
            case "bit" -> number.signum() >= 0 && number.bitLength() <= Math.max(declared.size(), 1);
            // Also a tinyint(1) under the model's "type: integer", whose own kind is boolean.
            default -> number.bitLength() < (here.kind() == TypeKind.BOOLEAN ? 8 : here.size());
        };
        return within ? null : "it is outside the column's range";
    }

    private static boolean isYear(int number) {
        return number >= 1901 && number <= 2155;
    }
}
