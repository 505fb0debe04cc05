package io.decant;

import io.decant.archive.Part;
import io.decant.archive.RowDigest;
import io.decant.error.DecantException;
import io.decant.record.CanonicalFormatException;
import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.TypeKind;
import java.util.List;

/** Checks rows of one table: their text, their digest, their keys. For one thread, and one part after the other. */
final class RowChecks {
    private final String label;
    private final List<Column> columns;
    private final boolean[] checked;
    private final RowDigest digest;
    private final KeyRows keys;
    private Findings findings = new Findings();
    private boolean complete = true;

    /** @param label of the table, for messages */
    RowChecks(String label, List<Column> columns, KeyRows keys) {
        this.label = label;
        this.columns = columns;
        this.keys = keys;
        this.digest = new RowDigest(label, columns);
        this.checked = new boolean[columns.size()];
        for (int i = 0; i < checked.length; i++) {
            checked[i] = !isAnyText(columns.get(i).type().kind());
        }
    }

    /** Any text will do, and whoever reads a part has refused what is not UTF-8. */
    private static boolean isAnyText(TypeKind kind) {
        return kind == TypeKind.TEXT || kind == TypeKind.JSON || kind == TypeKind.OTHER;
    }

    /** @param number which part of the table, from 0 */
    void beginPart(int number) {
        findings = new Findings();
        complete = true;
        keys.beginPart(number);
    }

    void row(RecordBuffer row, Part part, long line) {
        boolean canonical = true;
        for (int i = 0; i < checked.length; i++) {
            if (row.isNull(i)) {
                if (!columns.get(i).nullable()) {
                    add(columns.get(i), "NULL in a column that is not nullable", part, line);
                }
            } else if (checked[i]) {
                canonical &= field(columns.get(i), row, i, part, line);
            }
        }
        complete &= canonical && digested(row, part, line);
        if (complete) {
            keys.look(row, line);
        }
    }

    private boolean field(Column column, RecordBuffer row, int field, Part part, long line) {
        try {
            CanonicalText.check(column.type(), row.bytes(), row.start(field), row.length(field));
            return true;
        } catch (CanonicalFormatException e) {
            add(column, e.getMessage() + " (" + column.type().kind().canonicalName() + ")", part, line);
            return false;
        }
    }

    private boolean digested(RecordBuffer row, Part part, long line) {
        try {
            digest.accept(row);
            return true;
        } catch (DecantException e) {
            findings.add(String.valueOf(e.getMessage()), part.path() + ", line " + line);
            return false;
        }
    }

    private void add(Column column, String what, Part part, long line) {
        findings.add("table " + label + ", column " + column.name() + ": " + what, part.path() + ", line " + line);
    }

    /** The part cannot be read on. */
    void broken(String what) {
        complete = false;
        findings.add(what, "");
    }

    /** Whether every row of this part was digested. */
    boolean complete() {
        return complete;
    }

    /** What is wrong in this part. */
    Findings findings() {
        return findings;
    }

    /** Of all rows, of all parts. */
    RowDigest digest() {
        return digest;
    }
}
