package io.decant.archive;

import io.decant.record.Growth;
import io.decant.record.RecordBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Appends records as CSV to a growing block of bytes; {@code docs/FORMAT.md} gives the rules. Not thread-safe. */
final class CsvEncoder {
    private static final boolean[] SPECIAL = new boolean[256];

    static {
        SPECIAL[','] = true;
        SPECIAL['"'] = true;
        SPECIAL['\r'] = true;
        SPECIAL['\n'] = true;
    }

    private static final int PIECE = 64 * 1024;

    private byte[] block = new byte[64 * 1024];
    private int size;

    byte[] block() {
        return block;
    }

    int size() {
        return size;
    }

    /** Forgets the bytes before the given one; those after it move to the front. */
    void drop(int count) {
        System.arraycopy(block, count, block, 0, size - count);
        size -= count;
    }

    void record(RecordBuffer record) {
        for (int field = 0; field < record.fields(); field++) {
            if (field > 0) {
                reserve(1);
                block[size++] = ',';
            }
            if (!record.isNull(field)) {
                field(record.bytes(), record.start(field), record.length(field));
            }
        }
        endRecord();
    }

    /** Exactly how many bytes {@link #record} would append. */
    static long size(RecordBuffer record) {
        long size = record.size() + Math.max(0, record.fields() - 1) + 2L;
        byte[] b = record.bytes();
        for (int field = 0; field < record.fields(); field++) {
            int from = record.start(field);
            int to = from + record.length(field);
            if (!record.isNull(field) && needsQuotes(b, from, to - from)) {
                size += 2;
                for (int i = from; i < to; i++) {
                    size += b[i] == '"' ? 1 : 0;
                }
            }
        }
        return size;
    }

    /** Takes bytes as they become ready. */
    @FunctionalInterface
    interface Out {
        void write(byte[] b, int off, int len) throws IOException;
    }

    /** Writes what was appended, and then a record piece by piece: no field is copied as a whole. */
    void writeThrough(RecordBuffer record, Out out) throws IOException {
        byte[] b = record.bytes();
        for (int field = 0; field < record.fields(); field++) {
            if (field > 0) {
                reserve(1);
                block[size++] = ',';
            }
            int from = record.start(field);
            int length = record.length(field);
            if (record.isNull(field)) {
                continue;
            }
            if (length <= PIECE) {
                field(b, from, length);
            } else if (!needsQuotes(b, from, length)) {
                flush(out);
                out.write(b, from, length);
            } else {
                reserve(1);
                block[size++] = '"';
                for (int at = from; at < from + length; at += PIECE) {
                    escaped(b, at, Math.min(PIECE, from + length - at));
                    flush(out);
                }
                reserve(1);
                block[size++] = '"';
            }
        }
        endRecord();
        flush(out);
    }

    private void flush(Out out) throws IOException {
        out.write(block, 0, size);
        size = 0;
    }

    void header(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                reserve(1);
                block[size++] = ',';
            }
            byte[] name = names.get(i).getBytes(StandardCharsets.UTF_8);
            field(name, 0, name.length);
        }
        endRecord();
    }

    private void endRecord() {
        reserve(2);
        block[size++] = '\r';
        block[size++] = '\n';
    }

    private void field(byte[] b, int off, int len) {
        if (needsQuotes(b, off, len)) {
            quoted(b, off, len);
        } else {
            reserve(len);
            System.arraycopy(b, off, block, size, len);
            size += len;
        }
    }

    private void quoted(byte[] b, int off, int len) {
        reserve(2L * len + 2);
        block[size++] = '"';
        escaped(b, off, len);
        block[size++] = '"';
    }

    private void escaped(byte[] b, int off, int len) {
        reserve(2L * len + 1);
        for (int i = off; i < off + len; i++) {
            if (b[i] == '"') {
                block[size++] = '"';
            }
            block[size++] = b[i];
        }
    }

    static boolean needsQuotes(byte[] b, int off, int len) {
        if (edgeNeedsQuotes(b, off, len)) {
            return true;
        }
        int end = off + len;
        for (int at = Plain.end(b, off, end); at < end; at = Plain.end(b, at + 1, end)) {
            if (SPECIAL[b[at] & 0xFF]) {
                return true;
            }
        }
        return false;
    }

    /** Whether a field needs quotes for another reason than the characters within it. */
    static boolean edgeNeedsQuotes(byte[] b, int off, int len) {
        return len == 0
                || b[off] == ' '
                || b[off + len - 1] == ' '
                || (len == 2 && b[off] == '\\' && b[off + 1] == '.');
    }

    private void reserve(long more) {
        block = Growth.room(block, size + more);
    }
}
