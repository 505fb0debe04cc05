package io.decant;

import io.decant.TableMatch.ColumnMatch;
import io.decant.dialect.ValueCheck;
import io.decant.record.RecordBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The way of one column's values into a target that may not hold them all: passes what fits, changes what a rule makes
 * fit, and counts both the changed and those that nothing makes fit. Not thread-safe.
 */
final class FieldFit {
    private final ColumnMatch match;
    private final boolean asText;
    private final @Nullable ValueCheck check;
    private final @Nullable NearestValue nearest;
    private final Map<ColumnLoss.Kind, Long> lost = new EnumMap<>(ColumnLoss.Kind.class);
    private final Map<String, Long> unfit = new TreeMap<>();

    /**
     * @param asText whether each value becomes the text of its type
     * @param check null if only NULLs are in doubt, or none
     */
    FieldFit(ColumnMatch match, boolean asText, @Nullable ValueCheck check) {
        this.match = match;
        this.asText = asText;
        this.check = check;
        this.nearest = check == null
                ? null
                : new NearestValue(
                        match.archived().type().kind(), match.target().nullable(), check);
    }

    /** Adds the field to another record as the target can hold it. What it cannot is added as it is, and counted. */
    void pass(RecordBuffer record, int field, RecordBuffer out) {
        if (record.isNull(field)) {
            if (!match.leftOut() && !match.target().nullable()) {
                unfit.merge("NULL, which the column does not allow", 1L, Long::sum);
            }
            out.addNull();
        } else if (match.leftOut()) {
            count(ColumnLoss.Kind.LEFT_OUT);
            out.addNull();
        } else {
            passValue(record, field, out);
        }
    }

    private void passValue(RecordBuffer record, int field, RecordBuffer out) {
        byte[] bytes = record.bytes();
        int start = record.start(field);
        int length = record.length(field);
        String why = check == null ? null : check.unfit(bytes, start, length);
        if (why == null || nearest == null) {
            if (asText) {
                count(ColumnLoss.Kind.AS_TEXT);
            }
            out.add(bytes, start, length);
            return;
        }
        ColumnLoss.Kind loss = nearest.find(bytes, start, length, out);
        if (loss != null) {
            count(loss);
        } else {
            unfit.merge(why, 1L, Long::sum);
            out.add(bytes, start, length);
        }
    }

    private void count(ColumnLoss.Kind loss) {
        lost.merge(loss, 1L, Long::sum);
    }

    /** Whether every value is left out or kept, and none has to be looked at before it is known that all go in. */
    boolean certain() {
        return match.leftOut() || (check == null && match.target().nullable());
    }

    ColumnMatch match() {
        return match;
    }

    /** Rows by what they lost. */
    Map<ColumnLoss.Kind, Long> lost() {
        return lost;
    }

    /** Rows that nothing makes fit, by why. */
    Map<String, Long> unfit() {
        return unfit;
    }

    /** The same way with nothing counted. */
    FieldFit again() {
        return new FieldFit(match, asText, check);
    }
}
