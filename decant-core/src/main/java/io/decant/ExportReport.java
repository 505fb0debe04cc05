package io.decant;

import io.decant.plan.Membership;
import io.decant.schema.TableName;
import java.nio.file.Path;
import java.util.List;

/**
 * What an export wrote.
 *
 * @param archive the directory or zip
 * @param snapshot how the one moment was obtained
 * @param tables every table of the schema, the excluded ones with zeros
 * @param audit what the ownership proof counted inside the snapshot
 * @param notes for people: what they should know and need not act on now
 */
public record ExportReport(
        Path archive, String snapshot, List<ExportedTable> tables, AuditCounts audit, List<String> notes) {

    /**
     * @param digest 64 hex digits, empty for an excluded table
     */
    public record ExportedTable(
            TableName table, Membership membership, long rows, long bytes, int parts, String digest) {}

    public ExportReport {
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
    }

    public long rows() {
        return tables.stream().mapToLong(ExportedTable::rows).sum();
    }

    public long bytes() {
        return tables.stream().mapToLong(ExportedTable::bytes).sum();
    }
}
