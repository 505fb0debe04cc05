package io.decant;

import io.decant.archive.KeyField;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Hashes of the key that some columns of a row make: as it is, and with case, accents and trailing spaces left out, as a
 * lenient collation would compare it. Keys of a child and of its parent hash alike, whatever their columns are named. Not
 * thread-safe.
 */
final class KeyHash {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final int[] fields;
    private final boolean[] text;
    private final KeyField[] forms;
    private final boolean lenient;
    private final SipHash sip;
    private final RecordBuffer key = new RecordBuffer();
    private byte[] last = new byte[64];
    private int lastLength = -1;
    private long exact;
    private long folded;

    /**
     * @param names the key's columns, at least one, in the order in which keys are compared
     * @param lenient false if nobody asks how a lenient collation would compare it: {@link #folded} is then of the key as it is
     * @param secret the same for all keys that are compared
     */
    KeyHash(Table table, List<String> names, boolean lenient, SipHash.Key secret) {
        this.lenient = lenient;
        fields = new int[names.size()];
        text = new boolean[names.size()];
        forms = new KeyField[names.size()];
        sip = new SipHash(secret);
        for (int i = 0; i < names.size(); i++) {
            Column column = table.requireColumn(names.get(i));
            fields[i] = table.columns().indexOf(column);
            text[i] = column.type().kind() == TypeKind.TEXT;
            forms[i] = new KeyField(table.name().name(), column);
        }
    }

    /**
     * Hashes the row's key.
     *
     * @param number sets keys apart that are not to be compared
     * @return false if a column of it is NULL, so that it is no key
     */
    boolean hash(RecordBuffer row, int number) {
        begin(number);
        boolean same = true;
        for (int i = 0; i < fields.length; i++) {
            int field = fields[i];
            if (row.isNull(field)) {
                return false;
            }
            forms[i].append(row.bytes(), row.start(field), row.length(field), key);
            same &= !lenient || !text[i] || isFolded(row, field);
        }
        sip.hash(key.bytes(), 0, key.size());
        exact = sip.second();
        if (!same) {
            fold(row, number);
            sip.hash(key.bytes(), 0, key.size());
        }
        folded = sip.first();
        return true;
    }

    /** Whether this row's key is, byte by byte, that of the row that was asked about before. */
    boolean repeats(RecordBuffer row) {
        if (fields.length > 1 || row.isNull(fields[0])) {
            return false;
        }
        byte[] bytes = row.bytes();
        int start = row.start(fields[0]);
        int length = row.length(fields[0]);
        if (length == lastLength && Arrays.equals(bytes, start, start + length, last, 0, length)) {
            return true;
        }
        if (last.length < length) {
            last = new byte[Math.max(length, last.length * 2)];
        }
        System.arraycopy(bytes, start, last, 0, length);
        lastLength = length;
        return false;
    }

    /** Forgets the row that was asked about before. */
    void forget() {
        lastLength = -1;
    }

    private void begin(int number) {
        key.clear();
        KeyGroup.putInt(key.reserve(4), 0, number);
        key.advance(4);
    }

    private void fold(RecordBuffer row, int number) {
        begin(number);
        for (int i = 0; i < fields.length; i++) {
            if (text[i]) {
                byte[] plain = folded(row, fields[i]);
                forms[i].append(plain, 0, plain.length, key);
            } else {
                forms[i].append(row.bytes(), row.start(fields[i]), row.length(fields[i]), key);
            }
        }
    }

    private static byte[] folded(RecordBuffer row, int field) {
        byte[] copy = row.copy(field);
        int end = 0;
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] < 0) {
                return folded(row.text(field)).getBytes(StandardCharsets.UTF_8);
            }
            if (copy[i] >= 'A' && copy[i] <= 'Z') {
                copy[i] = (byte) (copy[i] + ('a' - 'A'));
            }
            if (!Character.isWhitespace(copy[i])) {
                end = i + 1;
            }
        }
        return Arrays.copyOf(copy, end);
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

    /** Of the key as it is. */
    long exact() {
        return exact;
    }

    /** Of the key with case, accents and trailing spaces left out; independent of {@link #exact}. */
    long folded() {
        return folded;
    }
}
