package io.decant.cli;

import io.decant.AuditReport;
import io.decant.AuditReport.Finding;
import io.decant.AuditReport.FoundRow;
import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.plan.WayOut;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** What an audit found, as people and as programs read it. Rows come before the report, one by one. */
final class AuditOutput {
    private final Session session;
    private int finding = -1;

    AuditOutput(Session session) {
        this.session = session;
    }

    /** Prints row values, and to stdout only. */
    void printRow(FoundRow row) {
        if (row.finding() != finding) {
            finding = row.finding();
            session.out()
                    .println(TextTable.printable(row.table() + ", " + word(row.kind()) + ": " + row.explanation()));
        }
        StringBuilder line = new StringBuilder(" ");
        for (int i = 0; i < row.key().size(); i++) {
            String value = row.key().get(i);
            line.append(' ').append(row.keyColumns().get(i)).append('=').append(value == null ? "NULL" : value);
        }
        session.out().println(TextTable.printable(line.toString()));
    }

    /**
     * @param model the file that the ways out belong to
     * @param withRows whether the keys of the rows were asked for
     */
    void print(AuditReport report, String model, boolean withRows) {
        if (report.clean()) {
            session.out().println("Clean: nothing lost, nothing foreign.");
            return;
        }
        if (finding >= 0) {
            session.out().println();
        }
        TextTable table = new TextTable("table", "finding", ">rows", "meaning");
        TableLabels labels =
                new TableLabels(report.findings().stream().map(Finding::table).toList());
        for (Finding found : report.findings()) {
            table.row(labels.of(found.table()), word(found.kind()), Numbers.count(found.rows()), found.explanation());
        }
        table.print(session.out());
        session.out().println();
        session.out()
                .println(Numbers.count(report.findings().size(), "finding") + ". Mend the rows, or say in " + model
                        + " what they are, by one of these lines:");
        report.findings().forEach(found -> ways(found, labels));
        if (!withRows) {
            session.out().println("The keys of the rows: the same with --rows.");
        }
    }

    private void ways(Finding found, TableLabels labels) {
        session.out()
                .println(TextTable.printable(
                        labels.of(found.table()) + ", " + word(found.kind()) + ": " + found.explanation()));
        found.waysOut().forEach(way -> session.out().println(TextTable.printable("  " + way)));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void jsonRow(FoundRow row) {
        JsonGenerator json = session.json().generator();
        if (finding < 0) {
            json.writeArrayPropertyStart("rows");
        }
        finding = row.finding();
        json.writeStartObject();
        json.writeNumberProperty("finding", row.finding());
        json.writeStringProperty("schema", row.table().schema());
        json.writeStringProperty("name", row.table().name());
        json.writeStringProperty("kind", word(row.kind()));
        json.writeObjectPropertyStart("key");
        for (int i = 0; i < row.key().size(); i++) {
            json.writeStringProperty(row.keyColumns().get(i), row.key().get(i));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** @param withRows whether there has to be a list of rows, though an empty one */
    void json(AuditReport report, boolean ofAll, boolean withRows) {
        JsonGenerator json = session.json().generator();
        if (withRows && finding < 0) {
            json.writeArrayPropertyStart("rows");
        }
        if (withRows) {
            json.writeEndArray();
        }
        json.writeStringProperty("tenants", ofAll ? "all" : "one");
        json.writeBooleanProperty("clean", report.clean());
        json.writeArrayPropertyStart("findings");
        for (Finding found : report.findings()) {
            json.writeStartObject();
            json.writeStringProperty("schema", found.table().schema());
            json.writeStringProperty("name", found.table().name());
            json.writeStringProperty("kind", word(found.kind()));
            json.writeStringProperty("explanation", found.explanation());
            session.json().count("rows", found.rows());
            ways(found, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void ways(Finding found, JsonGenerator json) {
        json.writeArrayPropertyStart("waysOut");
        for (WayOut way : found.waysOut()) {
            json.writeStartObject();
            json.writeStringProperty("section", way.section());
            json.writeStringProperty("line", way.line());
            json.writeStringProperty("meaning", way.meaning());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
