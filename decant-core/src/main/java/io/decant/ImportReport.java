package io.decant;

import io.decant.schema.TableName;
import java.util.List;

/**
 * What an import did, or with a dry run would have done.
 *
 * @param dryRun true if everything was rolled back on purpose
 * @param renamed true if the tenant got a new key
 * @param tables in the order of loading
 * @param refusals why a dry run says that the import would be refused; empty if it would not, and always for a real one
 * @param differences between the schemas that the import went on with
 * @param losses of each column that the target could not hold as it was
 * @param notes for people: what a rename could not carry, rows left out or left alone
 */
public record ImportReport(
        boolean dryRun,
        boolean renamed,
        List<ImportedTable> tables,
        List<Refusal> refusals,
        List<SchemaDifference> differences,
        List<ColumnLoss> losses,
        List<String> notes) {

    /**
     * @param table its name in the target
     * @param rows rows in the archive
     * @param inserted rows that are new in the target
     * @param updated rows that were there and now are as in the archive
     * @param matched rows that were there and stay: shared ones, those that are as in the archive already, and those that
     *     {@code skip} leaves alone
     * @param remapped keys of this table that got a new value
     * @param extra rows of the tenant that the target has and the archive has not; looked for where such rows would be updated
     * @param deleted those of them that were removed
     * @param refused rows that stand against the import
     * @param archiveDigest digest of the rows as the manifest gives it, 64 hex digits
     * @param writtenDigest digest of the rows as they were transformed and written, under the archive's own keys where keys
     *     were remapped; empty if a dry run found refusals
     * @param readBackDigest digest of the rows as read back inside the transaction; equal to the written one, or the
     *     import was rolled back
     */
    public record ImportedTable(
            TableName table,
            long rows,
            long inserted,
            long updated,
            long matched,
            long remapped,
            long extra,
            long deleted,
            long refused,
            String archiveDigest,
            String writtenDigest,
            String readBackDigest) {}

    /**
     * Rows that stand against an import.
     *
     * @param table its name in the target
     * @param why in words, with no row value; empty where the heading says it
     * @param rows at least 1
     */
    public record Refusal(TableName table, String why, long rows) {
        @Override
        public String toString() {
            return table + (why.isEmpty() ? "" : " (" + why + ")") + ": " + rows + (rows == 1 ? " row" : " rows");
        }
    }

    public ImportReport {
        tables = List.copyOf(tables);
        refusals = List.copyOf(refusals);
        differences = List.copyOf(differences);
        losses = List.copyOf(losses);
        notes = List.copyOf(notes);
    }

    public long rows() {
        return tables.stream().mapToLong(ImportedTable::rows).sum();
    }

    /** Whether the rows are in the target, or would be. */
    public boolean accepted() {
        return refusals.isEmpty();
    }
}
