package io.decant.cli;

import io.decant.AuditReport;
import io.decant.AuditReport.Finding;
import io.decant.plan.ConsistencyCheck.Kind;
import java.io.PrintStream;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** What an audit found, as people and as programs read it. */
final class AuditOutput {
    private AuditOutput() {}

    static void print(AuditReport report, Session session) {
        PrintStream out = session.out();
        if (report.clean()) {
            out.println("Clean: nothing lost, nothing foreign.");
            return;
        }
        TextTable table = new TextTable("table", "finding", ">rows", "meaning");
        TableLabels labels =
                new TableLabels(report.findings().stream().map(Finding::table).toList());
        for (Finding finding : report.findings()) {
            table.row(
                    labels.of(finding.table()),
                    word(finding.kind()),
                    Numbers.count(finding.rows()),
                    finding.explanation());
        }
        table.print(out);
        out.println();
        out.println(Numbers.count(report.findings().size(), "finding")
                + ". Mend the rows, or the model where it is wrong.");
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static void json(AuditReport report, JsonOutput output) {
        JsonGenerator json = output.generator();
        json.writeBooleanProperty("clean", report.clean());
        json.writeArrayPropertyStart("findings");
        for (Finding finding : report.findings()) {
            json.writeStartObject();
            json.writeStringProperty("schema", finding.table().schema());
            json.writeStringProperty("name", finding.table().name());
            json.writeStringProperty("kind", word(finding.kind()));
            json.writeStringProperty("explanation", finding.explanation());
            output.count("rows", finding.rows());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
