package io.decant.archive;

import io.decant.record.RecordBuffer;
import io.decant.schema.Column;

/**
 * One field as it enters a key: its length in 4 bytes, big-endian, and its digest form, so that keys of columns of different
 * types are the same bytes where they are the same value. Not thread-safe.
 */
public final class KeyField {
    private final DigestForm form;
    private final RecordBuffer scratch = new RecordBuffer();

    /** @param table named in messages */
    public KeyField(String table, Column column) {
        form = DigestForm.of(table, column);
    }

    /**
     * Appends to the open field of a buffer.
     *
     * @throws io.decant.error.DecantException {@code VALUE_UNREPRESENTABLE} if a JSON field is not JSON
     */
    public void append(byte[] b, int off, int len, RecordBuffer into) {
        if (form != DigestForm.AS_IS) {
            scratch.clear();
            if (form.append(b, off, len, scratch)) {
                framed(scratch.bytes(), 0, scratch.size(), into);
                return;
            }
        }
        framed(b, off, len, into);
    }

    private static void framed(byte[] b, int off, int len, RecordBuffer into) {
        byte[] bytes = into.reserve(Math.addExact(len, 4));
        int at = into.size();
        bytes[at] = (byte) (len >>> 24);
        bytes[at + 1] = (byte) (len >>> 16);
        bytes[at + 2] = (byte) (len >>> 8);
        bytes[at + 3] = (byte) len;
        System.arraycopy(b, off, bytes, at + 4, len);
        into.advance(len + 4);
    }
}
