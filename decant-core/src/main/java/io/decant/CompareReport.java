package io.decant;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two sides, table by table.
 *
 * @param tables every table that either side has, ordered by name
 * @param differences between the schemas; none is incompatible
 * @param losses of each column of the left side that the right side cannot hold as it is; the left side's digests are
 *     those of the rows with these losses
 * @param notes for people: columns that were not compared
 */
public record CompareReport(
        List<ComparedTable> tables, List<SchemaDifference> differences, List<ColumnLoss> losses, List<String> notes) {

    /**
     * @param table the table's name, with its schema where an archive names it so
     * @param left rows and digest on the left side, null if the side has no such table
     * @param right the same of the right side
     */
    public record ComparedTable(
            String table, @Nullable Side left, @Nullable Side right) {
        public boolean equal() {
            return left != null && left.equals(right);
        }
    }

    /** @param digest 64 hex digits */
    public record Side(long rows, String digest) {}

    /**
     * One row that differs, for {@code --rows}. It holds row values: they are for standard output only.
     *
     * @param table the table's name
     * @param kind on which side it is
     * @param keyColumns names of the key's columns; all columns where the table has no key
     * @param key canonical text of each key column, null for NULL
     */
    public record RowDifference(String table, Kind kind, List<String> keyColumns, List<@Nullable String> key) {}

    /** Where a differing row is. */
    public enum Kind {
        ONLY_LEFT,
        ONLY_RIGHT,
        CHANGED
    }

    public CompareReport {
        tables = List.copyOf(tables);
        differences = List.copyOf(differences);
        losses = List.copyOf(losses);
        notes = List.copyOf(notes);
    }

    /** Whether counts and digests of every table are equal, those of the left side taken with its {@link #losses}. */
    public boolean equal() {
        return tables.stream().allMatch(ComparedTable::equal);
    }

    /** Whether the sides are equal and nothing was lost. */
    public boolean exact() {
        return equal() && losses.isEmpty();
    }
}
