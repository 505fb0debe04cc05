package io.decant.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One record: its fields' canonical bytes, one after the other, in a buffer that is used again for the next record.
 *
 * <p>A codec appends a field's bytes and ends the field; or adds it whole. NULL has no bytes and is told apart from the
 * empty field. Field indexes count from 0. Not thread-safe.
 */
public final class RecordBuffer {
    private static final int NULL_BIT = Integer.MIN_VALUE;
    private static final int FIRST = 512;

    private byte[] bytes = new byte[FIRST];
    private int[] ends = new int[32];
    private int fields;
    private int position;

    /** Forgets all fields; the memory is kept, unless it is very much. */
    public void clear() {
        fields = 0;
        position = 0;
        if (bytes.length > Growth.LARGE) {
            bytes = new byte[FIRST];
        }
    }

    public int fields() {
        return fields;
    }

    /** Bytes of all fields together, the open field included. */
    public int size() {
        return position;
    }

    public boolean isNull(int field) {
        return (ends[field] & NULL_BIT) != 0;
    }

    /** Where the field begins in {@link #bytes()}. */
    public int start(int field) {
        return field == 0 ? 0 : ends[field - 1] & ~NULL_BIT;
    }

    /** The field's length in bytes; 0 for NULL. */
    public int length(int field) {
        return (ends[field] & ~NULL_BIT) - start(field);
    }

    /** The buffer itself: valid until the next append, never to be changed by readers. */
    public byte[] bytes() {
        return bytes;
    }

    /** The field as a string; null must be asked first. For places that are not hot. */
    public String text(int field) {
        return new String(bytes, start(field), length(field), StandardCharsets.UTF_8);
    }

    /** A copy of the field's bytes. For places that are not hot. */
    public byte[] copy(int field) {
        return Arrays.copyOfRange(bytes, start(field), start(field) + length(field));
    }

    public void addNull() {
        end(position | NULL_BIT);
    }

    public void add(byte[] source, int offset, int length) {
        append(source, offset, length);
        endField();
    }

    public void add(byte[] source) {
        add(source, 0, source.length);
    }

    /** Adds a text that is known to be ASCII, such as digits. */
    @SuppressWarnings("deprecation") // getBytes(int, …) copies low bytes without a detour: the text is ASCII
    public void addAscii(String ascii) {
        appendAscii(ascii);
        endField();
    }

    /** Adds a field of another record, NULL included. */
    public void addFrom(RecordBuffer other, int field) {
        if (other.isNull(field)) {
            addNull();
        } else {
            add(other.bytes, other.start(field), other.length(field));
        }
    }

    /** Appends bytes to the open field. */
    public void append(byte[] source, int offset, int length) {
        System.arraycopy(source, offset, reserve(length), position, length);
        position += length;
    }

    /** Appends ASCII text to the open field. */
    @SuppressWarnings("deprecation") // see addAscii
    public void appendAscii(String ascii) {
        int length = ascii.length();
        ascii.getBytes(0, length, reserve(length), position);
        position += length;
    }

    public void append(byte oneByte) {
        reserve(1)[position++] = oneByte;
    }

    /**
     * Makes room for more bytes of the open field and returns the buffer. Write from {@link #size()}, then
     * {@link #advance}.
     */
    public byte[] reserve(int more) {
        bytes = Growth.room(bytes, (long) position + more);
        return bytes;
    }

    /** Counts bytes written into the reserved room as part of the open field. */
    public void advance(int written) {
        position += written;
    }

    /** Ends the open field, which is not NULL and may be empty. */
    public void endField() {
        end(position);
    }

    private void end(int mark) {
        if (fields == ends.length) {
            ends = Arrays.copyOf(ends, fields * 2);
        }
        ends[fields++] = mark;
    }
}
