package io.decant;

import io.decant.archive.RowHash;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Hashes of the key that some columns of a row make: as it is, and with case, accents and trailing spaces left out, as a
 * lenient collation would compare it. Keys of a child and of its parent hash alike, whatever their columns are named.
 */
final class KeyHash {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final int[] fields;
    private final boolean[] text;
    private final RowHash rowHash;
    private final RecordBuffer key = new RecordBuffer();
    private final byte[] exact = new byte[RowHash.LENGTH];
    private final byte[] folded = new byte[RowHash.LENGTH];

    /** @param names the key's columns, at least one, in the order in which keys are compared */
    KeyHash(Table table, List<String> names) {
        List<Column> columns = new ArrayList<>();
        fields = new int[names.size()];
        text = new boolean[names.size()];
        for (int i = 0; i < names.size(); i++) {
            Column column = table.requireColumn(names.get(i));
            fields[i] = table.columns().indexOf(column);
            text[i] = column.type().kind() == TypeKind.TEXT;
            String position = String.format(Locale.ROOT, "%05d", i);
            columns.add(new Column(position, column.type(), column.nativeType(), true, Column.Generation.NONE, false));
        }
        rowHash = new RowHash(table.name().name(), columns);
    }

    /** Hashes the row's key; false if a column of it is NULL, so that it is no key. */
    boolean hash(RecordBuffer row) {
        key.clear();
        boolean same = true;
        for (int i = 0; i < fields.length; i++) {
            if (row.isNull(fields[i])) {
                return false;
            }
            key.addFrom(row, fields[i]);
            same &= !text[i] || isFolded(row, fields[i]);
        }
        rowHash.hash(key, exact, 0);
        if (same) {
            System.arraycopy(exact, 0, folded, 0, exact.length);
        } else {
            fold(row);
            rowHash.hash(key, folded, 0);
        }
        return true;
    }

    private void fold(RecordBuffer row) {
        key.clear();
        for (int i = 0; i < fields.length; i++) {
            if (text[i]) {
                key.add(folded(row.text(fields[i])).getBytes(StandardCharsets.UTF_8));
            } else {
                key.addFrom(row, fields[i]);
            }
        }
    }

    static String folded(String value) {
        String plain =
                MARKS.matcher(Normalizer.normalize(value, Normalizer.Form.NFKD)).replaceAll("");
        return plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).stripTrailing();
    }

    /** True for what folding surely leaves alone: ASCII without capitals and without a space at the end. */
    private static boolean isFolded(RecordBuffer row, int field) {
        byte[] b = row.bytes();
        int end = row.start(field) + row.length(field);
        for (int i = row.start(field); i < end; i++) {
            if (b[i] < 0 || (b[i] >= 'A' && b[i] <= 'Z')) {
                return false;
            }
        }
        return row.length(field) == 0 || b[end - 1] > ' ';
    }

    /** 32 bytes, valid until the next call. */
    byte[] exact() {
        return exact;
    }

    /** 32 bytes, valid until the next call. */
    byte[] folded() {
        return folded;
    }
}
