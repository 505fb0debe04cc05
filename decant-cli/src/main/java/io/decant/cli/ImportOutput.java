package io.decant.cli;

import io.decant.ImportReport;
import io.decant.ImportReport.ImportedTable;
import java.io.PrintStream;
import tools.jackson.core.JsonGenerator;

/** A finished import as people and as programs read it. */
final class ImportOutput {
    private ImportOutput() {}

    /** @param again archive, database, model and new name as words to type again */
    static void print(ImportReport report, Session session, String again) {
        PrintStream out = session.out();
        TextTable table = new TextTable("table", ">rows", ">inserted", ">updated", "digest", "read back");
        TableLabels labels = new TableLabels(
                report.tables().stream().map(ImportedTable::table).toList());
        for (ImportedTable imported : report.tables()) {
            table.row(
                    labels.of(imported.table()),
                    Numbers.count(imported.rows()),
                    Numbers.count(imported.inserted()),
                    Numbers.count(imported.updated()),
                    Numbers.digest(imported.readBackDigest()),
                    equal(imported));
        }
        table.print(out);
        DriftOutput.print(report.differences(), report.losses(), out);
        Notes.print(report.notes(), out);
        out.println();
        if (report.dryRun()) {
            out.println("Dry run: everything was done and rolled back. Nothing was written.");
        } else {
            out.println("Committed: " + Numbers.count(report.rows(), "row") + " in "
                    + Numbers.count(report.tables().size(), "table") + ". What was read back equals what was written.");
            session.hint("decant compare " + again);
        }
    }

    private static String equal(ImportedTable imported) {
        if (!imported.readBackDigest().equals(imported.writtenDigest())) {
            return "DIFFERS";
        }
        return imported.writtenDigest().equals(imported.archiveDigest()) ? "as in the archive" : "as transformed";
    }

    static void json(ImportReport report, JsonOutput output) {
        JsonGenerator json = output.generator();
        json.writeBooleanProperty("dryRun", report.dryRun());
        json.writeBooleanProperty("renamed", report.renamed());
        json.writeArrayPropertyStart("tables");
        for (ImportedTable imported : report.tables()) {
            json.writeStartObject();
            json.writeStringProperty("schema", imported.table().schema());
            json.writeStringProperty("name", imported.table().name());
            output.count("rows", imported.rows());
            output.count("inserted", imported.inserted());
            output.count("updated", imported.updated());
            json.writeStringProperty("archiveDigest", imported.archiveDigest());
            json.writeStringProperty("writtenDigest", imported.writtenDigest());
            json.writeStringProperty("readBackDigest", imported.readBackDigest());
            json.writeEndObject();
        }
        json.writeEndArray();
        DriftOutput.json(report.differences(), report.losses(), output);
        output.texts("notes", report.notes());
    }
}
