package io.decant.dialect.postgresql;

import io.decant.dialect.postgresql.PostgresType.Form;
import io.decant.record.CanonicalFormatException;
import io.decant.record.CanonicalText;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether single values fit a PostgreSQL column, asked of the codec that would write them. Not thread-safe. */
public final class ValueFit {
    private final PostgresType target;
    private final ColumnType archived;
    private final ValueCodec codec;
    private final ByteSink scratch = new ByteSink(256);

    private ValueFit(PostgresType target, ColumnType archived, ValueCodec codec) {
        this.target = target;
        this.archived = archived;
        this.codec = codec;
    }

    /** Whether the column holds any values of the type at all: an {@code inet} has a text, and no number is one. */
    public static boolean takesSome(PostgresType target, ColumnType archived) {
        return Codecs.find(target, archived).isPresent()
                && (target.form() != Form.OTHER
                        || archived.kind() == TypeKind.OTHER
                        || archived.kind() == TypeKind.TEXT);
    }

    /** Empty if the types leave no doubt about any value. */
    public static Optional<ValueFit> of(PostgresType target, ColumnType archived) {
        return inDoubt(target, archived)
                ? Codecs.find(target, archived).map(codec -> new ValueFit(target, archived, codec))
                : Optional.empty();
    }

    private static boolean inDoubt(PostgresType target, ColumnType archived) {
        return switch (target.form()) {
            case BOOL, BYTEA, UUID, FLOAT8, JSON, OTHER -> false;
            case INT2, INT4, INT8, OID, NUMERIC, FLOAT4 ->
                Fit.obstacle(target, archived).isPresent();
            case TEXT, BPCHAR ->
                mayHoldNul(archived.kind()) || Fit.obstacle(target, archived).isPresent();
            // Other products' calendars are longer, and their clocks finer.
            case DATE, TIMESTAMP, TIMESTAMPTZ, INTERVAL, JSONB -> true;
            case TIME -> archived.size() < 0 || archived.size() > target.fractionDigits();
            case ARRAY ->
                archived.kind() == TypeKind.TEXT
                        || inDoubt(target.requireElement(), Objects.requireNonNull(archived.element()));
        };
    }

    private static boolean mayHoldNul(TypeKind kind) {
        return kind == TypeKind.TEXT || kind == TypeKind.OTHER || kind == TypeKind.JSON;
    }

    /** @return why the column cannot hold it exactly, without the value; null if it can */
    public @Nullable String unfit(byte[] b, int off, int len) {
        if (target.form() == Form.NUMERIC && tooLarge(b, off, len)) {
            return "more digits before the point than the column keeps";
        }
        if (target.form() == Form.JSONB && namesNul(b, off, len)) {
            return "PostgreSQL's jsonb cannot hold the character NUL";
        }
        scratch.cut(0);
        try {
            if (target.textOnly()) {
                codec.text(b, off, len, scratch);
            } else {
                codec.encode(b, off, len, scratch);
            }
            return null;
        } catch (UnfitValueException | CanonicalFormatException refusal) {
            return refusal.getMessage();
        } catch (IllegalArgumentException | ArithmeticException refusal) {
            return "no " + archived.kind().canonicalName() + " of the column's range";
        }
    }

    /** The server counts digits when it has them all. */
    private boolean tooLarge(byte[] b, int off, int len) {
        if (target.size() < 0 || !CanonicalText.finite(b, off, len)) {
            return false;
        }
        int start = b[off] == '-' ? off + 1 : off;
        int point = start;
        while (point < off + len && b[point] != '.') {
            point++;
        }
        int whole = b[start] == '0' ? 0 : point - start;
        return whole > target.size() - target.scale();
    }

    /** Whether the JSON has the escape of U+0000, which its text form may have and its binary form not. */
    private static boolean namesNul(byte[] b, int off, int len) {
        int end = off + len;
        for (int at = off; at < end - 1; at++) {
            if (b[at] == '\\') {
                if (at + 6 <= end && b[at + 1] == 'u' && zeros(b, at + 2)) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }

    private static boolean zeros(byte[] b, int at) {
        return b[at] == '0' && b[at + 1] == '0' && b[at + 2] == '0' && b[at + 3] == '0';
    }
}
