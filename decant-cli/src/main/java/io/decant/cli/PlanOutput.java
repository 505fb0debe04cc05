package io.decant.cli;

import io.decant.PlanReport;
import io.decant.PlanReport.PlannedRows;
import java.io.PrintStream;
import tools.jackson.core.JsonGenerator;

/** A plan as people and as programs read it. */
final class PlanOutput {
    private PlanOutput() {}

    /** @param again database, model and tenant as options to type again */
    static void print(PlanReport report, Session session, String again) {
        PrintStream out = session.out();
        TextTable table =
                new TextTable("table", "membership", report.exact() ? ">rows" : ">rows (est.)", ">size (est.)", "why");
        TableLabels labels =
                new TableLabels(report.tables().stream().map(PlannedRows::table).toList());
        for (PlannedRows planned : report.tables()) {
            table.row(
                    labels.of(planned.table()),
                    planned.membership().text(),
                    Numbers.count(planned.rows()),
                    Numbers.bytes(planned.bytes()),
                    planned.why());
        }
        table.print(out);
        Notes.print(report.notes(), out);
        out.println();
        out.println("Every table has its place.");
        session.hint("decant export " + again + " --out DIR");
    }

    static void json(PlanReport report, JsonOutput output) {
        JsonGenerator json = output.generator();
        json.writeBooleanProperty("exact", report.exact());
        json.writeArrayPropertyStart("tables");
        for (PlannedRows planned : report.tables()) {
            json.writeStartObject();
            json.writeStringProperty("schema", planned.table().schema());
            json.writeStringProperty("name", planned.table().name());
            json.writeStringProperty("membership", planned.membership().text());
            output.texts("path", planned.path());
            json.writeStringProperty("why", planned.why());
            output.count("rows", planned.rows());
            output.count("bytes", planned.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        output.texts("notes", report.notes());
    }
}
