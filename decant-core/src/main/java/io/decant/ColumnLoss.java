package io.decant;

import io.decant.schema.TableName;
import java.util.Locale;

/**
 * What one column lost on its way into a target. {@code docs/DRIFT.md} has the rules by which values are changed.
 *
 * @param table in the target
 * @param column in the target; of the archive where the target has no such column
 * @param kind what became of the values
 * @param rows how many rows had such a value, at least 1
 */
public record ColumnLoss(TableName table, String column, Kind kind, long rows) {

    /** What became of values that a column could not hold. Names are stable: they appear in {@code --json} output. */
    public enum Kind {
        /** The target has no place for the values; NULLs are not counted. */
        LEFT_OUT("no place in the target", "left out"),
        /** Fraction digits beyond those that the column keeps are cut off, not rounded. */
        FRACTION_CUT("more fraction digits than the column keeps", "cut off"),
        /** −0 becomes 0. */
        ZERO_SIGN("a zero with a sign", "the sign dropped"),
        /** A {@code float64} becomes the nearest {@code float32}. */
        ROUNDED("more digits than the column keeps", "rounded"),
        /** NaN or an infinity becomes NULL. */
        NOT_FINITE("infinite, or no number", "made NULL"),
        /** Characters U+0000 are taken out of a text. */
        NUL_REMOVED("NUL characters in a text", "taken out"),
        /** Spaces at the end of a text are cut off. */
        SPACES_CUT("spaces at the end of a text", "cut off"),
        /** A type of the source's own becomes text, every character kept. */
        AS_TEXT("a type of the source's own", "kept as its text");

        private final String reason;
        private final String remedy;

        Kind(String reason, String remedy) {
            this.reason = reason;
            this.remedy = remedy;
        }

        /** Why the column does not hold the values, for people. */
        public String reason() {
            return reason;
        }

        /** What is done to them, for people. */
        public String remedy() {
            return remedy;
        }

        /** The stable name, such as {@code fraction-cut}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One line for people. */
    public String line() {
        return table + ", column " + column + ": " + rows + (rows == 1 ? " row: " : " rows: ") + kind.reason() + "; "
                + kind.remedy();
    }
}
