package io.decant.dialect;

import io.decant.record.CanonicalFormatException;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether single values fit a column of SQLite, which looks at no limits: only at what its affinity would make of a value.
 */
record SqliteCheck(SqliteCodec codec) implements ValueCheck {
    private static final Set<String> COUNTED = Set.of("unix", "unix-ms");
    private static final int EXACT_DIGITS = 15;
    private static final int EXACT_BITS = 54;

    /** @param column under the type of its values' canonical text */
    static Optional<ValueCheck> of(Column column) {
        return inDoubt(column, SqliteAffinity.of(column.nativeType()), column.type())
                ? Optional.of(new SqliteCheck(SqliteTypes.codec(column)))
                : Optional.empty();
    }

    private static boolean inDoubt(Column column, SqliteAffinity affinity, ColumnType archived) {
        boolean text = affinity == SqliteAffinity.TEXT;
        return switch (archived.kind()) {
            case BOOLEAN, UUID, BYTES -> false;
            case INTEGER -> !text && !within(archived.size(), affinity == SqliteAffinity.REAL ? EXACT_BITS : 64);
            case DECIMAL -> !text && !within(archived.size(), EXACT_DIGITS);
            case FLOAT32, FLOAT64 -> !text;
            case TIMESTAMP, TIMESTAMPTZ ->
                (archived.stored() != null && COUNTED.contains(archived.stored())) || ClockTime.shifts(column);
            case TEXT, JSON, OTHER, ARRAY, INTERVAL -> affinity.convertsText();
            case DATE, TIME, TIMESTAMPOFFSET -> false;
        };
    }

    private static boolean within(int size, int limit) {
        return size >= 0 && size <= limit;
    }

    @Override
    public @Nullable String unfit(byte[] b, int off, int len) {
        try {
            codec.value(b, off, len);
            return null;
        } catch (UnfitValueException | CanonicalFormatException refusal) {
            return refusal.getMessage();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException refusal) {
            return "it is outside the column's range";
        }
    }
}
