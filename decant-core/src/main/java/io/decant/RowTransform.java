package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSink;
import io.decant.schema.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Makes of an archived record what is to stand in the target: checks whose row it is, writes the tenant's new name, and
 * empties columns that the target's model wants empty. Not thread-safe.
 *
 * <p>What comes out has every archived column in the archive's order, so that its digest can be compared with the rows as
 * read back.
 */
final class RowTransform implements RecordSink {
    /** Shorter keys would be found by accident in any text. */
    private static final int SHORTEST_KEY_TO_SEEK = 4;

    private final TableMatch match;
    private final List<TenantRule> rules;
    private final byte[][] oldKey;
    private final byte[][] newKey;
    private final boolean renames;
    private final boolean[] emptied;
    private final RecordSink next;
    private final RecordBuffer out = new RecordBuffer();
    private final long[] mentions;

    /**
     * What a column has to do with the tenant.
     *
     * @param part index of the key's part that the column holds, −1 if none
     * @param required true if the column itself says whose row it is, so that it must hold the key; false if it belongs to a
     *     reference, which may be NULL
     */
    record TenantRule(int part, boolean required) {
        static final TenantRule NONE = new TenantRule(-1, false);
    }

    /**
     * @param rules one for each archived column
     * @param emptied for each archived column, true if NULL is to stand there
     */
    RowTransform(
            TableMatch match,
            List<TenantRule> rules,
            List<String> oldKey,
            List<String> newKey,
            boolean[] emptied,
            RecordSink next) {
        this.match = match;
        this.rules = List.copyOf(rules);
        this.oldKey = bytes(oldKey);
        this.newKey = bytes(newKey);
        this.renames = !oldKey.equals(newKey);
        this.emptied = emptied.clone();
        this.next = next;
        this.mentions = new long[rules.size()];
    }

    @Override
    public void accept(RecordBuffer record) {
        out.clear();
        for (int field = 0; field < rules.size(); field++) {
            TenantRule rule = rules.get(field);
            if (emptied[field]) {
                out.addNull();
            } else if (rule.part() < 0) {
                if (renames) {
                    countMention(record, field);
                }
                out.addFrom(record, field);
            } else if (record.isNull(field) && !rule.required()) {
                out.addNull();
            } else {
                checkTenant(record, field, rule);
                out.add(newKey[rule.part()]);
            }
        }
        next.accept(out);
    }

    /** How many values of each archived column mention the old name and were left as they are. Counted in a rename only. */
    long[] mentions() {
        return mentions.clone();
    }

    private void checkTenant(RecordBuffer record, int field, TenantRule rule) {
        byte[] key = oldKey[rule.part()];
        if (record.isNull(field) || !equal(record, field, key)) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "table " + match.archived().name() + ", column "
                            + match.archived().columns().get(field).name()
                            + ": a row names another tenant than the manifest does. The archive was changed after it was"
                            + " made, or made by other means; nothing was written");
        }
    }

    private void countMention(RecordBuffer record, int field) {
        TypeKind kind = match.archived().columns().get(field).type().kind();
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
