package io.decant.archive;

import io.decant.record.Growth;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * SHA-256 of one row over its fields in digest form, ordered by column name; {@code docs/FORMAT.md} defines it. Reuses its
 * buffers. Not thread-safe.
 */
public final class RowHash {
    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    /** Bytes of a field that is worth a call of its own, and not a copy. */
    private static final int LARGE = 1 << 16;

    private final MessageDigest sha256 = Hashes.sha256();
    private final int[] order;
    private final DigestForm[] forms;
    private final RecordBuffer scratch = new RecordBuffer();
    private byte[] message = new byte[1024];
    private boolean begun;

    /**
     * @param table named in messages
     * @param columns in the order of the records' fields
     */
    public RowHash(String table, List<Column> columns) {
        order = IntStream.range(0, columns.size())
                .boxed()
                .sorted(Comparator.comparing(
                                (Integer i) -> utf8(columns.get(i).name().toLowerCase(Locale.ROOT)),
                                Arrays::compareUnsigned)
                        .thenComparing(i -> utf8(columns.get(i).name()), Arrays::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        forms = columns.stream().map(c -> DigestForm.of(table, c)).toArray(DigestForm[]::new);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes the row's hash into 32 bytes at an offset.
     *
     * @throws io.decant.error.DecantException {@code VALUE_UNREPRESENTABLE} if a JSON field is not JSON
     */
    public void hash(RecordBuffer row, byte[] into, int offset) {
        if (row.fields() != order.length) {
            throw new IllegalArgumentException("a row of " + row.fields() + " fields for " + order.length + " columns");
        }
        if (begun) {
            // Of a row that ended in an exception, the beginning may be in it.
            sha256.reset();
        }
        begun = true;
        int at = 0;
        for (int field : order) {
            at = append(row, field, at);
        }
        sha256.update(message, 0, at);
        try {
            sha256.digest(into, offset, LENGTH);
            begun = false;
        } catch (DigestException e) {
            throw new IllegalArgumentException("no room for a hash", e);
        }
    }

    private int append(RecordBuffer row, int field, int at) {
        if (row.isNull(field)) {
            reserve(at, 4);
            Arrays.fill(message, at, at + 4, (byte) 0xFF);
            return at + 4;
        }
        byte[] bytes = row.bytes();
        int start = row.start(field);
        int length = row.length(field);
        DigestForm form = forms[field];
        if (form != DigestForm.AS_IS) {
            scratch.clear();
            if (form.append(bytes, start, length, scratch)) {
                bytes = scratch.bytes();
                start = 0;
                length = scratch.size();
            }
        }
        boolean large = length >= LARGE;
        reserve(at, large ? 4 : 4 + length);
        message[at] = (byte) (length >>> 24);
        message[at + 1] = (byte) (length >>> 16);
        message[at + 2] = (byte) (length >>> 8);
        message[at + 3] = (byte) length;
        if (large) {
            sha256.update(message, 0, at + 4);
            sha256.update(bytes, start, length);
            return 0;
        }
        System.arraycopy(bytes, start, message, at + 4, length);
        return at + 4 + length;
    }

    private void reserve(int at, int more) {
        message = Growth.room(message, (long) at + more);
    }
}
