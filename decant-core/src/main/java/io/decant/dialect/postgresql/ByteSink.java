package io.decant.dialect.postgresql;

import io.decant.record.Growth;

/** A growing run of bytes, numbers most significant byte first, as PostgreSQL's wire has them. Not thread-safe. */
public final class ByteSink {
    private static final int FIRST = 64 * 1024;

    private byte[] bytes;
    private int size;

    public ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    /** The buffer itself; valid up to {@link #size()} until the next append. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    /** Forgets everything from the given size on; the memory is kept, unless it is very much. */
    public void cut(int newSize) {
        size = newSize;
        if (newSize == 0 && bytes.length > Growth.LARGE) {
            bytes = new byte[FIRST];
        }
    }

    public void int1(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    public void int2(int value) {
        reserve(2);
        BigEndian.putShort(bytes, size, value);
        size += 2;
    }

    public void int4(int value) {
        reserve(4);
        BigEndian.putInt(bytes, size, value);
        size += 4;
    }

    public void int8(long value) {
        reserve(8);
        BigEndian.putLong(bytes, size, value);
        size += 8;
    }

    /** Overwrites four bytes that were written before. */
    public void int4At(int position, int value) {
        BigEndian.putInt(bytes, position, value);
    }

    public void bytes(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Appends a text that is known to be ASCII. */
    @SuppressWarnings("deprecation") // getBytes(int, …) copies low bytes without a detour: the text is ASCII
    public void ascii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), bytes, size);
        size += text.length();
    }

    private void reserve(int more) {
        bytes = Growth.room(bytes, (long) size + more);
    }
}
