package io.decant.cli;

import io.decant.CompareReport;
import io.decant.CompareReport.ComparedTable;
import io.decant.CompareReport.RowDifference;
import io.decant.CompareReport.Side;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A comparison as people and as programs read it. Rows come before the report, one by one. */
final class CompareOutput {
    private final Session session;
    private boolean anyRow;

    CompareOutput(Session session) {
        this.session = session;
    }

    /** The only place where row values are printed, and to stdout only. */
    void printRow(RowDifference row) {
        anyRow = true;
        StringBuilder line = new StringBuilder(word(row.kind())).append("  ").append(row.table());
        for (int i = 0; i < row.key().size(); i++) {
            String value = row.key().get(i);
            line.append("  ").append(row.keyColumns().get(i)).append('=').append(value == null ? "NULL" : value);
        }
        session.out().println(TextTable.printable(line.toString()));
    }

    /** @param lossy whether losses count as equal */
    void print(CompareReport report, boolean lossy) {
        if (anyRow) {
            session.out().println();
        }
        TextTable table = new TextTable("table", ">rows left", ">rows right", "digest left", "digest right", "");
        long different = 0;
        for (ComparedTable compared : report.tables()) {
            different += compared.equal() ? 0 : 1;
            table.row(
                    compared.table(),
                    rows(compared.left()),
                    rows(compared.right()),
                    digest(compared.left()),
                    digest(compared.right()),
                    compared.equal() ? "equal" : "DIFFERS");
        }
        table.print(session.out());
        DriftOutput.print(report.differences(), report.losses(), session.out());
        Notes.print(report.notes(), session.out());
        session.out().println();
        if (different == 0 && !report.losses().isEmpty()) {
            session.out()
                    .println(
                            lossy
                                    ? "Equal, but for the losses listed."
                                    : "DIFFERENT, though only by the losses listed, which --allow lossy takes for equal.");
            return;
        }
        session.out()
                .println(
                        different == 0
                                ? "Equal: " + Numbers.count(report.tables().size(), "table")
                                        + ", the same counts and digests."
                                : "DIFFERENT: " + Numbers.count(different, "table") + " of "
                                        + Numbers.count(report.tables().size())
                                        + (anyRow ? "." : ". The keys of the rows that differ: the same with --rows"));
    }

    void jsonRow(RowDifference row) {
        JsonGenerator json = session.json().generator();
        if (!anyRow) {
            json.writeArrayPropertyStart("rows");
            anyRow = true;
        }
        json.writeStartObject();
        json.writeStringProperty("table", row.table());
        json.writeStringProperty("kind", word(row.kind()));
        json.writeObjectPropertyStart("key");
        for (int i = 0; i < row.key().size(); i++) {
            json.writeStringProperty(row.keyColumns().get(i), row.key().get(i));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** @param equal the answer, which depends on whether losses are allowed */
    void json(CompareReport report, boolean withRows, boolean equal) {
        JsonGenerator json = session.json().generator();
        if (withRows && !anyRow) {
            json.writeArrayPropertyStart("rows");
        }
        if (withRows) {
            json.writeEndArray();
        }
        json.writeBooleanProperty("equal", equal);
        json.writeArrayPropertyStart("tables");
        for (ComparedTable compared : report.tables()) {
            json.writeStartObject();
            json.writeStringProperty("name", compared.table());
            side("left", compared.left());
            side("right", compared.right());
            json.writeBooleanProperty("equal", compared.equal());
            json.writeEndObject();
        }
        json.writeEndArray();
        DriftOutput.json(report.differences(), report.losses(), session.json());
        session.json().texts("notes", report.notes());
    }

    private void side(String name, @Nullable Side side) {
        JsonGenerator json = session.json().generator();
        if (side == null) {
            json.writeNullProperty(name);
            return;
        }
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("rows", side.rows());
        json.writeStringProperty("digest", side.digest());
        json.writeEndObject();
    }

    private static String word(CompareReport.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String rows(@Nullable Side side) {
        return side == null ? "not there" : Numbers.count(side.rows());
    }

    private static String digest(@Nullable Side side) {
        return side == null ? "" : Numbers.digest(side.digest());
    }
}
