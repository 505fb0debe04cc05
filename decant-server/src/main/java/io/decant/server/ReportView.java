package io.decant.server;

import io.decant.spring.job.RestoreReport;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What a restore did, or would have done, as a page shows it. */
record ReportView(
        boolean dryRun,
        boolean accepted,
        boolean renamed,
        List<Row> tables,
        List<String> refusals,
        List<String> differences,
        List<String> notes) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @param same whether what was read back equals what was written */
    record Row(
            String table,
            String rows,
            String inserted,
            String updated,
            String matched,
            String deleted,
            String refused,
            boolean same,
            String digest) {}

    static ReportView of(String json) {
        RestoreReport report = JSON.readValue(json, RestoreReport.class);
        return new ReportView(
                report.dryRun(),
                report.accepted(),
                report.renamed(),
                report.tables().stream()
                        .map(t -> new Row(
                                t.table(),
                                Amount.count(t.rows()),
                                Amount.count(t.inserted()),
                                Amount.count(t.updated()),
                                Amount.count(t.matched()),
                                Amount.count(t.deleted()),
                                Amount.count(t.refused()),
                                t.writtenDigest().equals(t.readBackDigest()),
                                t.readBackDigest()))
                        .toList(),
                report.refusals(),
                report.differences(),
                report.notes());
    }
}
