package io.decant;

import io.decant.schema.TableName;
import java.util.List;

/**
 * What an import did, or with a dry run would have done.
 *
 * @param dryRun true if everything was rolled back on purpose
 * @param renamed true if the tenant got a new key
 * @param tables in the order of loading
 * @param differences between the schemas that the import went on with
 * @param losses of each column that the target could not hold as it was
 * @param notes for people: what a rename could not carry, sequences moved, tables left out
 */
public record ImportReport(
        boolean dryRun,
        boolean renamed,
        List<ImportedTable> tables,
        List<SchemaDifference> differences,
        List<ColumnLoss> losses,
        List<String> notes) {

    /**
     * @param table its name in the target
     * @param rows rows in the archive
     * @param inserted rows that are new in the target
     * @param updated rows that were there and now are as in the archive
     * @param archiveDigest digest of the rows as the manifest gives it, 64 hex digits
     * @param writtenDigest digest of the rows as they were transformed and written
     * @param readBackDigest digest of the rows as read back inside the transaction; equal to the written one, or the
     *     import was rolled back
     */
    public record ImportedTable(
            TableName table,
            long rows,
            long inserted,
            long updated,
            String archiveDigest,
            String writtenDigest,
            String readBackDigest) {}

    public ImportReport {
        tables = List.copyOf(tables);
        differences = List.copyOf(differences);
        losses = List.copyOf(losses);
        notes = List.copyOf(notes);
    }

    public long rows() {
        return tables.stream().mapToLong(ImportedTable::rows).sum();
    }
}
