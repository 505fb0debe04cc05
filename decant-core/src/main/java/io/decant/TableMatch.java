package io.decant;

import io.decant.schema.Column;
import io.decant.schema.Table;
import java.util.List;
import java.util.Optional;

/**
 * Where an archived table and its columns lie in a target.
 *
 * @param archived the table as the manifest describes it
 * @param target the table that takes its rows
 * @param columns every archived column, in the archive's order, with its place in the target
 */
record TableMatch(Table archived, Table target, List<ColumnMatch> columns) {

    /**
     * @param archived the column as the manifest describes it; its type is the one that values are read and written under
     * @param target the column that takes its values; where there is none, the archived one in its place
     * @param leftOut whether the values are not written: the target has no such column, or computes it
     */
    record ColumnMatch(Column archived, Column target, boolean leftOut) {
        ColumnMatch(Column archived, Column target) {
            this(archived, target, false);
        }

        /** A column that the target has not. */
        static ColumnMatch nowhere(Column archived) {
            return new ColumnMatch(archived, archived.asNullable(), true);
        }

        /** Whether the target has the column. */
        boolean there() {
            return !leftOut || target.computed();
        }

        /**
         * The target's column under the archive's type, in the target's own physical form. Zone and form belong to a place,
         * not to a value, so the target's stand.
         */
        Column column() {
            return target.as(
                    archived.type().storedAs(target.type().zone(), target.type().stored()));
        }
    }

    TableMatch {
        columns = List.copyOf(columns);
    }

    /** The target's name of an archived column. */
    Optional<String> targetName(String archivedColumn) {
        return columns.stream()
                .filter(c -> c.there() && c.archived().name().equals(archivedColumn))
                .map(c -> c.target().name())
                .findFirst();
    }
}
