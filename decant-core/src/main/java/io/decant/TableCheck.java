package io.decant;

import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.archive.Part;
import io.decant.archive.PartRecords;
import io.decant.archive.RowDigest;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.CanonicalFormatException;
import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import java.util.List;

/** Reads every row of one table of an archive, and notes what is wrong. */
final class TableCheck {
    private static final int STEP = 1024;

    private final Archive archive;
    private final ManifestTable table;
    private final String label;
    private final KeyChecks keys;
    private final Findings findings;
    private final Progress progress;
    private final Cancellation cancellation = new Cancellation();
    private final List<Column> columns;
    private final RowDigest digest;
    private boolean complete = true;
    private long rows;

    TableCheck(Archive archive, ManifestTable table, KeyChecks keys, Findings findings, Progress progress) {
        this.archive = archive;
        this.table = table;
        this.label = archive.manifest().label(table.name());
        this.keys = keys;
        this.findings = findings;
        this.progress = progress;
        this.columns = table.table().columns();
        this.digest = new RowDigest(label, columns);
    }

    VerifyReport.VerifiedTable run() {
        int before = findings.size();
        KeyChecks.Rows watched = keys.rows(table);
        long bytes = 0;
        for (int i = 0; i < table.parts().size(); i++) {
            readPart(i, watched);
            bytes += table.parts().get(i).bytes();
        }
        if (!complete) {
            keys.incomplete(table.name());
        } else if (!digest.hex().equals(table.digest())) {
            findings.add("table " + label + ": the digest of its rows is not what the manifest says", "");
        }
        if (complete && rows != table.rows()) {
            findings.add("table " + label + " has " + rows + " rows, and " + table.rows() + " by the manifest", "");
        }
        if (bytes != table.bytes()) {
            findings.add(
                    "table " + label + ": its parts have " + bytes + " bytes, and " + table.bytes()
                            + " by the manifest",
                    "");
        }
        boolean sound = findings.size() == before;
        return new VerifyReport.VerifiedTable(label, rows, bytes, table.parts().size(), digest.hex(), sound);
    }

    private void readPart(int number, KeyChecks.Rows watched) {
        Part part = table.parts().get(number);
        RecordBuffer row = new RecordBuffer();
        long seen = 0;
        try (PartRecords records = archive.records(table, part)) {
            while (records.next(row)) {
                checkRow(row, part, records.line());
                if (complete) {
                    watched.look(row, number, records.line());
                }
                if (++seen % STEP == 0) {
                    cancellation.check();
                    progress.advance(STEP, 0);
                }
            }
        } catch (DecantException e) {
            if (e.code() != ErrorCode.CONTENT_WRONG) {
                throw e;
            }
            complete = false;
            findings.add(String.valueOf(e.getMessage()), "");
        }
        rows += seen;
        progress.advance(seen % STEP, part.bytes());
    }

    private void checkRow(RecordBuffer row, Part part, long line) {
        boolean canonical = true;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (row.isNull(i)) {
                if (!column.nullable()) {
                    add(column, "NULL in a column that is not nullable", part, line);
                }
            } else {
                canonical &= checkField(column, row, i, part, line);
            }
        }
        if (!canonical) {
            complete = false;
            return;
        }
        try {
            digest.accept(row);
        } catch (DecantException e) {
            complete = false;
            findings.add(String.valueOf(e.getMessage()), part.path() + ", line " + line);
        }
    }

    private boolean checkField(Column column, RecordBuffer row, int field, Part part, long line) {
        try {
            CanonicalText.check(column.type(), row.bytes(), row.start(field), row.length(field));
            return true;
        } catch (CanonicalFormatException e) {
            add(column, e.getMessage() + " (" + column.type().kind().canonicalName() + ")", part, line);
            return false;
        }
    }

    private void add(Column column, String what, Part part, long line) {
        findings.add("table " + label + ", column " + column.name() + ": " + what, part.path() + ", line " + line);
    }
}
