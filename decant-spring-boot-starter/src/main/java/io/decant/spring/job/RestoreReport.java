package io.decant.spring.job;

import io.decant.ImportReport;
import io.decant.SchemaDifference;
import java.util.List;

/**
 * What an import did, or would have done: the members of the command's {@code --json} document that a tenant may see.
 */
public record RestoreReport(
        boolean dryRun,
        boolean accepted,
        boolean renamed,
        List<RestoredTable> tables,
        List<String> refusals,
        List<String> differences,
        List<String> notes) {

    /** The counts of one table; digests are 64 hex digits. */
    public record RestoredTable(
            String table,
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

    static RestoreReport of(ImportReport report) {
        return new RestoreReport(
                report.dryRun(),
                report.accepted(),
                report.renamed(),
                report.tables().stream()
                        .map(t -> new RestoredTable(
                                t.table().name(),
                                t.rows(),
                                t.inserted(),
                                t.updated(),
                                t.matched(),
                                t.remapped(),
                                t.extra(),
                                t.deleted(),
                                t.refused(),
                                t.archiveDigest(),
                                t.writtenDigest(),
                                t.readBackDigest()))
                        .toList(),
                report.refusals().stream().map(Object::toString).toList(),
                report.differences().stream().map(SchemaDifference::line).toList(),
                report.notes());
    }
}
