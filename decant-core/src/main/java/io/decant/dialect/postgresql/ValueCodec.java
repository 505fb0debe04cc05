package io.decant.dialect.postgresql;

import io.decant.record.RecordBuffer;

/**
 * One PostgreSQL type read and written as one canonical type: both directions in one object, so that they cannot be edited
 * apart. NULL never comes here. Not thread-safe: a codec may keep scratch memory.
 *
 * <p>A value that does not pass is refused by {@link UnfitValueException},
 * {@link io.decant.record.CanonicalFormatException} or {@link IllegalArgumentException}, never with the value in the
 * message.
 */
public interface ValueCodec {
    /** Binary form to canonical text, which is appended to the open field; the caller ends the field. */
    void decode(byte[] b, int off, int len, RecordBuffer out);

    /** Canonical text to binary form, without the length word before it. */
    void encode(byte[] b, int off, int len, ByteSink out);

    /**
     * Canonical text to binary form, with the length word before it, where the value is large: one that can go out in pieces
     * is not held a second time. Refuses what {@link #encode} refuses, before anything is sent.
     */
    default void encodeLarge(byte[] b, int off, int len, Outlet out) {
        ByteSink whole = out.sink();
        int mark = whole.size();
        whole.int4(0);
        encode(b, off, len, whole);
        whole.int4At(mark, whole.size() - mark - Integer.BYTES);
        out.flush();
    }

    /**
     * Canonical text to what the type's input function reads, for the text form of COPY and for parameters; not escaped.
     * Refuses what {@link #encode} refuses.
     */
    default void text(byte[] b, int off, int len, ByteSink out) {
        int mark = out.size();
        encode(b, off, len, out);
        out.cut(mark);
        out.bytes(b, off, len);
    }
}
