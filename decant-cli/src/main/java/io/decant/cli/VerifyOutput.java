package io.decant.cli;

import io.decant.VerifyReport;
import io.decant.VerifyReport.VerifiedTable;
import java.io.PrintStream;
import tools.jackson.core.JsonGenerator;

/** What a verification found, as people and as programs read it. */
final class VerifyOutput {
    private VerifyOutput() {}

    static void print(VerifyReport report, PrintStream out) {
        TextTable table = new TextTable("table", ">rows", ">size", ">parts", "digest", "");
        long rows = 0;
        for (VerifiedTable verified : report.tables()) {
            rows += verified.rows();
            table.row(
                    verified.table(),
                    Numbers.count(verified.rows()),
                    Numbers.bytes(verified.bytes()),
                    Numbers.count(verified.parts()),
                    Numbers.digest(verified.digest()),
                    verified.sound() ? "ok" : "WRONG");
        }
        table.print(out);
        Notes.print(report.notes(), out);
        out.println();
        if (report.sound()) {
            out.println("Sound: " + Numbers.count(report.tables().size(), "table") + ", " + Numbers.count(rows, "row")
                    + "; every hash, count, digest and reference is right.");
            return;
        }
        for (String finding : report.findings()) {
            out.println("wrong: " + TextTable.printable(finding));
        }
        out.println();
        out.println("NOT sound: " + Numbers.count(report.findings().size(), "finding")
                + ". Do not restore from it; take another copy, or export again.");
    }

    static void json(VerifyReport report, JsonOutput output) {
        JsonGenerator json = output.generator();
        json.writeBooleanProperty("sound", report.sound());
        json.writeArrayPropertyStart("tables");
        for (VerifiedTable verified : report.tables()) {
            json.writeStartObject();
            json.writeStringProperty("name", verified.table());
            output.count("rows", verified.rows());
            output.count("bytes", verified.bytes());
            output.count("parts", verified.parts());
            json.writeStringProperty("digest", verified.digest());
            json.writeBooleanProperty("sound", verified.sound());
            json.writeEndObject();
        }
        json.writeEndArray();
        output.texts("findings", report.findings());
        output.texts("notes", report.notes());
    }
}
