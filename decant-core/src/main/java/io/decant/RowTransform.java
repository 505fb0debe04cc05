package io.decant;

import io.decant.ColumnTask.TenantRule;
import io.decant.ColumnTask.Treatment;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an archived record what is to stand in the target: checks whose row it is, writes the tenant's new name, and
 * does what the target's model says of each column. What comes out has every archived column in the archive's order. Not
 * thread-safe.
 */
final class RowTransform implements RecordSink {
    /** Shorter keys would be found by accident in any text. */
    private static final int SHORTEST_KEY_TO_SEEK = 4;

    private final TableName table;
    private final List<ColumnTask> columns;
    private final byte[][] oldKey;
    private final byte[][] newKey;
    private final boolean renames;
    /** Fields whose tenant is checked, where nothing else is done with any field; null where something is. */
    private final int @Nullable [] onlyChecked;

    private final RecordSink next;
    private final RecordBuffer out = new RecordBuffer();
    private final long[] mentions;
    private final @Nullable FieldFit[] fits;
    private long skipped;

    /**
     * @param table for messages
     * @param columns one for each field of the records
     * @param oldKey canonical text of the key in the archive
     * @param newKey canonical text of the key in the target
     */
    RowTransform(TableName table, List<ColumnTask> columns, List<String> oldKey, List<String> newKey, RecordSink next) {
        this(table, columns, oldKey, newKey, new FieldFit[columns.size()], next);
    }

    /** @param fits how the values of each field go into the target, null for those that go as they are */
    RowTransform(
            TableName table,
            List<ColumnTask> columns,
            List<String> oldKey,
            List<String> newKey,
            @Nullable FieldFit[] fits,
            RecordSink next) {
        this.fits = fits.clone();
        this.table = table;
        this.columns = List.copyOf(columns);
        this.oldKey = bytes(oldKey);
        this.newKey = bytes(newKey);
        this.renames = !oldKey.equals(newKey);
        this.next = next;
        this.mentions = new long[columns.size()];
        boolean same = !renames
                && Arrays.stream(this.fits).allMatch(Objects::isNull)
                && this.columns.stream().allMatch(c -> c.treatment() == Treatment.KEEP);
        this.onlyChecked = same
                ? IntStream.range(0, this.columns.size())
                        .filter(field -> this.columns.get(field).tenant().part() >= 0)
                        .toArray()
                : null;
    }

    @Override
    public void accept(RecordBuffer record) {
        if (record.fields() != columns.size()) {
            throw new DecantException(
                    ErrorCode.CONTENT_WRONG, "table " + table + ": a record has not as many fields as columns");
        }
        if (onlyChecked != null) {
            for (int field : onlyChecked) {
                checkTenant(record, field, columns.get(field).tenant());
            }
            next.accept(record);
            return;
        }
        out.clear();
        for (int field = 0; field < columns.size(); field++) {
            ColumnTask column = columns.get(field);
            if (column.treatment() == Treatment.EMPTY) {
                out.addNull();
            } else if (column.treatment() == Treatment.SKIP_ROW && !record.isNull(field)) {
                skipped++;
                return;
            } else {
                if (column.treatment() == Treatment.REFUSE && !record.isNull(field)) {
                    throw refused(field, "the model refuses a rename while rows have a value here");
                }
                copy(record, field, column.tenant());
            }
        }
        next.accept(out);
    }

    private void copy(RecordBuffer record, int field, TenantRule rule) {
        if (rule.part() < 0) {
            if (renames) {
                countMention(record, field);
            }
            FieldFit fit = fits[field];
            if (fit == null) {
                out.addFrom(record, field);
            } else {
                fit.pass(record, field, out);
            }
        } else {
            checkTenant(record, field, rule);
            if (record.isNull(field)) {
                out.addNull();
            } else {
                out.add(newKey[rule.part()]);
            }
        }
    }

    private void checkTenant(RecordBuffer record, int field, TenantRule rule) {
        if (record.isNull(field)) {
            if (rule.required()) {
                throw refused(
                        field, "a row has no tenant, and the model does not say {nullTenant: shared} of its table");
            }
        } else if (!equal(record, field, oldKey[rule.part()])) {
            throw refused(
                    field,
                    "a row names another tenant than the manifest does. The archive was changed after it was made, or"
                            + " made by other means");
        }
    }

    /** How many rows were left out. */
    long skipped() {
        return skipped;
    }

    /** How many values of each column mention the old name and were left as they are. Counted in a rename only. */
    long[] mentions() {
        return mentions.clone();
    }

    private DecantException refused(int field, String why) {
        String column = columns.get(field).match().archived().name();
        return new DecantException(
                ErrorCode.IMPORT_REFUSED,
                "table " + table + ", column " + column + ": " + why + "; nothing was written");
    }

    private void countMention(RecordBuffer record, int field) {
        TypeKind kind = columns.get(field).match().archived().type().kind();
        if (record.isNull(field) || (kind != TypeKind.TEXT && kind != TypeKind.JSON)) {
            return;
        }
        for (byte[] key : oldKey) {
            if (key.length >= SHORTEST_KEY_TO_SEEK ? contains(record, field, key) : equal(record, field, key)) {
                mentions[field]++;
                return;
            }
        }
    }

    private static boolean equal(RecordBuffer record, int field, byte[] key) {
        int start = record.start(field);
        return Arrays.equals(record.bytes(), start, start + record.length(field), key, 0, key.length);
    }

    private static boolean contains(RecordBuffer record, int field, byte[] key) {
        byte[] bytes = record.bytes();
        int last = record.start(field) + record.length(field) - key.length;
        for (int from = record.start(field); from <= last; from++) {
            if (bytes[from] == key[0] && Arrays.equals(bytes, from, from + key.length, key, 0, key.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[][] bytes(List<String> key) {
        return key.stream().map(k -> k.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }
}
