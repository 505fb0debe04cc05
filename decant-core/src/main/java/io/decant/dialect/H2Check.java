package io.decant.dialect;

import io.decant.record.CanonicalFormatException;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether single values fit a column of H2: what its codec refuses, and the limits that H2 itself looks at. */
final class H2Check implements ValueCheck {
    private static final Pattern WORD = Pattern.compile("'((?:[^']|'')*)'");

    private final H2Codec codec;
    private final ColumnType here;
    private final Set<String> words;

    private H2Check(H2Codec codec, ColumnType here, Set<String> words) {
        this.codec = codec;
        this.here = here;
        this.words = words;
    }

    /** @param column under the type of its values' canonical text */
    static Optional<ValueCheck> of(Column column) {
        ColumnType here = H2Types.of(column.nativeType());
        return inDoubt(column, here, column.type())
                ? Optional.of(new H2Check(H2Codecs.of(column), scalar(here), words(column)))
                : Optional.empty();
    }

    private static ColumnType scalar(ColumnType type) {
        return type.element() == null ? type : type.element();
    }

    private static Set<String> words(Column column) {
        Set<String> words = new HashSet<>();
        if (H2Types.enumerated(column.nativeType())) {
            Matcher word = WORD.matcher(column.nativeType());
            while (word.find()) {
                words.add(word.group(1).replace("''", "'"));
            }
        }
        return words;
    }

    private static boolean inDoubt(Column column, ColumnType here, ColumnType archived) {
        if (here.kind() == TypeKind.TEXT) {
            return H2Types.padded(column.nativeType())
                    || H2Types.enumerated(column.nativeType())
                    || (here.size() >= 0 && !shorter(archived, here.size()));
        }
        return switch (archived.kind()) {
            case BOOLEAN, UUID, JSON, OTHER -> false;
            case TEXT -> here.kind() == TypeKind.ARRAY;
            case INTERVAL -> here.kind() == TypeKind.INTERVAL;
            case INTEGER -> here.kind() != TypeKind.INTEGER || wider(archived, here);
            case BYTES -> H2Types.fixedBytes(column.nativeType()) || wider(archived, here);
            case TIMESTAMPOFFSET -> wider(archived, here);
            // Infinities, 24:00:00, the sign of zero.
            case DECIMAL, FLOAT32, FLOAT64, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> true;
            case ARRAY ->
                here.kind() == TypeKind.ARRAY
                        && inDoubt(
                                column,
                                Objects.requireNonNull(here.element()),
                                Objects.requireNonNull(archived.element()));
        };
    }

    /** H2 counts UTF-16 units, of which a character takes two at most. */
    private static boolean shorter(ColumnType archived, int units) {
        return switch (archived.kind()) {
            case TEXT -> archived.size() >= 0 && 2L * archived.size() <= units;
            case BOOLEAN -> units >= "false".length();
            case UUID -> units >= 36;
            default -> false;
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

    private @Nullable String beyond(@Nullable Object value) {
        if (value instanceof String text) {
            if (!words.isEmpty() && !words.contains(text)) {
                return "it is none of the column's words";
            }
            return here.size() >= 0 && text.length() > here.size() ? "it is longer than the column allows" : null;
        }
        if (value instanceof byte[] bytes) {
            return here.size() >= 0 && bytes.length > here.size() ? "it is longer than the column allows" : null;
        }
        if (value instanceof BigDecimal number && here.scale() >= 0) {
            boolean large = number.signum() != 0 && number.precision() - number.scale() > here.size() - here.scale();
            return large ? "it has more digits before the point than the column keeps" : null;
        }
        if (value instanceof Object[] elements) {
            for (Object element : elements) {
                String why = beyond(element);
                if (why != null) {
                    return why;
                }
            }
        }
        return null;
    }
}
