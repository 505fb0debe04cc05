package io.decant.cli;

import io.decant.ColumnLoss;
import io.decant.SchemaDifference;
import java.io.PrintStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** In what two schemas differ and what was lost for it, as people and as programs read it. */
final class DriftOutput {
    private DriftOutput() {}

    static void print(List<SchemaDifference> differences, List<ColumnLoss> losses, PrintStream out) {
        if (!differences.isEmpty()) {
            out.println();
        }
        for (SchemaDifference difference : differences) {
            out.println(difference.grade().text() + ": " + TextTable.printable(difference.text()));
        }
        if (!losses.isEmpty()) {
            out.println();
            TextTable table = new TextTable("table", "column", ">rows", "lost", "why", "done");
            TableLabels labels =
                    new TableLabels(losses.stream().map(ColumnLoss::table).toList());
            for (ColumnLoss loss : losses) {
                table.row(
                        labels.of(loss.table()),
                        loss.column(),
                        Numbers.count(loss.rows()),
                        loss.kind().text(),
                        loss.kind().reason(),
                        loss.kind().remedy());
            }
            table.print(out);
        }
    }

    static void json(List<SchemaDifference> differences, List<ColumnLoss> losses, JsonOutput output) {
        JsonGenerator json = output.generator();
        json.writeArrayPropertyStart("differences");
        for (SchemaDifference difference : differences) {
            json.writeStartObject();
            json.writeStringProperty("schema", difference.table().schema());
            json.writeStringProperty("table", difference.table().name());
            json.writeStringProperty("column", difference.column());
            json.writeStringProperty("kind", difference.kind().text());
            json.writeStringProperty("grade", difference.grade().text());
            json.writeStringProperty("text", difference.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("losses");
        for (ColumnLoss loss : losses) {
            json.writeStartObject();
            json.writeStringProperty("schema", loss.table().schema());
            json.writeStringProperty("table", loss.table().name());
            json.writeStringProperty("column", loss.column());
            json.writeStringProperty("kind", loss.kind().text());
            output.count("rows", loss.rows());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
