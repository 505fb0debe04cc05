package io.decant.cli;

import io.decant.ImportReport;
import io.decant.ImportReport.ImportedTable;
import io.decant.ImportReport.Refusal;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;

/** A finished import as people and as programs read it. */
final class ImportOutput {
    private ImportOutput() {}

    /** @param again archive, database, model and new name as words to type again */
    static void print(ImportReport report, Session session, String again) {
        PrintStream out = session.out();
        List<Count> columns = Count.shown(report.tables());
        List<String> heads = new ArrayList<>(List.of("table", ">rows"));
        columns.forEach(c -> heads.add(">" + c.head));
        heads.addAll(List.of("digest", "read back"));
        TextTable table = new TextTable(heads.toArray(String[]::new));
        TableLabels labels = new TableLabels(
                report.tables().stream().map(ImportedTable::table).toList());
        for (ImportedTable imported : report.tables()) {
            List<String> row = new ArrayList<>(List.of(labels.of(imported.table()), Numbers.count(imported.rows())));
            columns.forEach(c -> row.add(Numbers.count(c.of.applyAsLong(imported))));
            row.add(imported.readBackDigest().isEmpty() ? "" : Numbers.digest(imported.readBackDigest()));
            row.add(imported.readBackDigest().isEmpty() ? "not written" : equal(imported));
            table.row(row.toArray(String[]::new));
        }
        table.print(out);
        DriftOutput.print(report.differences(), report.losses(), out);
        for (Refusal refusal : report.refusals()) {
            out.println("refused: " + refusal);
        }
        Notes.print(report.notes(), out);
        out.println();
        if (!report.accepted()) {
            out.println("Dry run: the import would be refused. Nothing was written.");
        } else if (report.dryRun()) {
            out.println("Dry run: everything was done and rolled back. Nothing was written.");
        } else {
            out.println("Committed: " + Numbers.count(report.rows(), "row") + " in "
                    + Numbers.count(report.tables().size(), "table") + ". What was read back equals what was written.");
            session.hint("decant compare " + again);
        }
    }

    /** What became of rows. */
    private record Count(String head, ToLongFunction<ImportedTable> of) {
        private static final List<Count> ALL = List.of(
                new Count("inserted", ImportedTable::inserted),
                new Count("updated", ImportedTable::updated),
                new Count("matched", ImportedTable::matched),
                new Count("remapped", ImportedTable::remapped),
                new Count("extra", ImportedTable::extra),
                new Count("deleted", ImportedTable::deleted),
                new Count("refused", ImportedTable::refused));

        /** Columns of nothing but zeros are left out, but for the first. */
        static List<Count> shown(List<ImportedTable> tables) {
            return ALL.stream()
                    .filter(c -> c.equals(ALL.get(0)) || tables.stream().anyMatch(t -> c.of.applyAsLong(t) > 0))
                    .toList();
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
            for (Count column : Count.ALL) {
                output.count(column.head, column.of.applyAsLong(imported));
            }
            json.writeStringProperty("archiveDigest", imported.archiveDigest());
            json.writeStringProperty("writtenDigest", imported.writtenDigest());
            json.writeStringProperty("readBackDigest", imported.readBackDigest());
            json.writeEndObject();
        }
        json.writeEndArray();
        DriftOutput.json(report.differences(), report.losses(), output);
        json.writeArrayPropertyStart("refusals");
        for (Refusal refusal : report.refusals()) {
            json.writeStartObject();
            json.writeStringProperty("schema", refusal.table().schema());
            json.writeStringProperty("name", refusal.table().name());
            json.writeStringProperty("why", refusal.why());
            output.count("rows", refusal.rows());
            json.writeEndObject();
        }
        json.writeEndArray();
        output.texts("notes", report.notes());
    }
}
