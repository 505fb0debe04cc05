package io.decant.cli;

import io.decant.AuditCounts;
import io.decant.ExportReport;
import io.decant.ExportReport.ExportedTable;
import java.io.PrintStream;
import tools.jackson.core.JsonGenerator;

/** A finished export as people and as programs read it. */
final class ExportOutput {
    private ExportOutput() {}

    /** @param again database, model and tenant as options to type again */
    static void print(ExportReport report, Session session, String again) {
        PrintStream out = session.out();
        TextTable table = new TextTable("table", "membership", ">rows", ">size", ">parts");
        TableLabels labels = new TableLabels(
                report.tables().stream().map(ExportedTable::table).toList());
        for (ExportedTable exported : report.tables()) {
            table.row(
                    labels.of(exported.table()),
                    exported.membership().text(),
                    Numbers.count(exported.rows()),
                    Numbers.bytes(exported.bytes()),
                    Numbers.count(exported.parts()));
        }
        table.print(out);
        Notes.print(report.notes(), out);
        out.println();
        out.println("Wrote " + report.archive() + ": " + Numbers.count(report.rows(), "row") + ", "
                + Numbers.bytes(report.bytes()) + " of CSV, one moment (" + report.snapshot() + ").");
        AuditCounts audit = report.audit();
        out.println("Proof: " + audit.lost() + " lost, " + audit.foreign() + " foreign, " + audit.disagreeing()
                + " disagreeing." + (audit.clean() ? "" : " See where: decant audit " + again));
        session.hint("decant verify " + Shell.quote(report.archive().toString()));
    }

    static void json(ExportReport report, JsonOutput output) {
        JsonGenerator json = output.generator();
        json.writeStringProperty("archive", report.archive().toString());
        json.writeStringProperty("snapshot", report.snapshot());
        json.writeArrayPropertyStart("tables");
        for (ExportedTable exported : report.tables()) {
            json.writeStartObject();
            json.writeStringProperty("schema", exported.table().schema());
            json.writeStringProperty("name", exported.table().name());
            json.writeStringProperty("membership", exported.membership().text());
            output.count("rows", exported.rows());
            output.count("bytes", exported.bytes());
            output.count("parts", exported.parts());
            json.writeStringProperty("digest", exported.digest());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("audit");
        output.count("lost", report.audit().lost());
        output.count("foreign", report.audit().foreign());
        output.count("disagreeing", report.audit().disagreeing());
        json.writeEndObject();
        json.writeObjectPropertyStart("totals");
        output.count("rows", report.rows());
        output.count("bytes", report.bytes());
        json.writeEndObject();
        output.texts("notes", report.notes());
    }
}
