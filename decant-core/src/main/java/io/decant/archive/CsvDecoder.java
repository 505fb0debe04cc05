package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.CanonicalFormatException;
import io.decant.record.CanonicalText;
import io.decant.record.Growth;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSource;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one part, byte by byte, and refuses what {@link CsvEncoder} would not have written: needless quotes, missing ones,
 * line ends other than CR LF, text that is not UTF-8. Memory is that of the largest record; where that is large, it waits
 * for other large records to be done with, which this one is when the next is asked for. Not thread-safe.
 */
final class CsvDecoder implements RecordSource {
    private static final ColumnType UTF8 = ColumnType.of(TypeKind.TEXT);
    private static final int END = -1;

    private final InputStream in;
    private final String file;
    private final long bytes;
    private final int columns;
    private final byte[] block = new byte[64 * 1024];
    private int at;
    private int limit;
    private long line = 1;
    private long recordLine = 1;
    private LargeRecords.@Nullable Claim claim;

    /**
     * Reads the header line.
     *
     * @param file named in messages
     * @param bytes of the whole part
     * @param header the names that the first line must have
     * @throws DecantException {@code CONTENT_WRONG} if it has others
     */
    CsvDecoder(InputStream in, String file, long bytes, List<String> header) {
        this.in = in;
        this.file = file;
        this.bytes = bytes;
        this.columns = header.size();
        RecordBuffer names = new RecordBuffer();
        if (!next(names)) {
            throw wrong("there is no header line");
        }
        for (int i = 0; i < columns; i++) {
            if (names.isNull(i) || !names.text(i).equals(header.get(i))) {
                throw wrong("the header line is not the column names of the manifest");
            }
        }
    }

    /** The line on which the last record begins; the header is on line 1. */
    long line() {
        return recordLine;
    }

    @Override
    public boolean next(RecordBuffer into) {
        into.clear();
        giveBack();
        recordLine = line;
        int first = peek();
        if (first == END) {
            return false;
        }
        if (columns == 1 && first == '\r') {
            at++;
            lineFeed();
            into.addNull();
            return true;
        }
        while (true) {
            int end = peek() == '"' ? quoted(into) : plain(into);
            if (end == '\r') {
                lineFeed();
                break;
            }
            if (into.fields() == columns) {
                throw wrong("more fields than the " + columns + " columns");
            }
        }
        if (into.fields() != columns) {
            throw wrong(into.fields() + " fields for " + columns + " columns");
        }
        return true;
    }

    /** Reads a field without quotes and the byte after it. */
    private int plain(RecordBuffer into) {
        int start = into.size();
        int signs = 0;
        while (true) {
            if (at == limit && !fill()) {
                throw wrong("the file ends within a record");
            }
            int run = at;
            byte b = 0;
            while (at < limit) {
                at = Plain.end(block, at, limit);
                if (at == limit) {
                    break;
                }
                b = block[at];
                if (b == ',' || b == '\r' || b == '\n' || b == '"') {
                    break;
                }
                signs |= b;
                at++;
            }
            append(into, run);
            if (at < limit) {
                at++;
                endPlain(into, start, b, signs < 0);
                return b;
            }
        }
    }

    private void endPlain(RecordBuffer into, int start, byte end, boolean beyondAscii) {
        if (end == '"') {
            throw wrong("a quote inside a field without quotes");
        }
        if (end == '\n') {
            throw wrong("a line feed without a carriage return before it");
        }
        int length = into.size() - start;
        if (length == 0) {
            into.addNull();
            return;
        }
        if (CsvEncoder.edgeNeedsQuotes(into.bytes(), start, length)) {
            throw wrong("a field that needs quotes has none");
        }
        if (beyondAscii) {
            checkUtf8(into, start, length);
        }
        into.endField();
    }

    /** Reads a field in quotes and the byte after it. */
    private int quoted(RecordBuffer into) {
        int start = into.size();
        boolean needed = false;
        int signs = 0;
        at++;
        while (true) {
            if (at == limit && !fill()) {
                throw wrong("the file ends within a field in quotes");
            }
            int run = at;
            while (at < limit) {
                at = Plain.end(block, at, limit);
                if (at == limit || block[at] == '"') {
                    break;
                }
                byte b = block[at++];
                signs |= b;
                if (b == '\n') {
                    line++;
                }
                needed |= b == ',' || b == '\r' || b == '\n';
            }
            append(into, run);
            if (at < limit) {
                at++;
                int after = peek();
                if (after != '"') {
                    endQuoted(into, start, needed, signs < 0, after);
                    at++;
                    return after;
                }
                into.append((byte) '"');
                needed = true;
                at++;
            }
        }
    }

    private void endQuoted(RecordBuffer into, int start, boolean needed, boolean beyondAscii, int after) {
        if (after != ',' && after != '\r') {
            throw wrong("something other than a comma or CR LF after the closing quote");
        }
        int length = into.size() - start;
        if (!needed && !CsvEncoder.edgeNeedsQuotes(into.bytes(), start, length)) {
            throw wrong("a field is in quotes that needs none");
        }
        if (beyondAscii) {
            checkUtf8(into, start, length);
        }
        into.endField();
    }

    private void append(RecordBuffer into, int run) {
        if (into.size() >= Growth.LARGE && claim == null) {
            claim = LargeRecords.ofThisProcess().claim(bytes);
        }
        into.append(block, run, at - run);
    }

    private void giveBack() {
        if (claim != null) {
            claim.giveBack();
            claim = null;
        }
    }

    private void checkUtf8(RecordBuffer into, int start, int length) {
        try {
            CanonicalText.check(UTF8, into.bytes(), start, length);
        } catch (CanonicalFormatException e) {
            throw wrong("text that is not UTF-8");
        }
    }

    private void lineFeed() {
        if (peek() != '\n') {
            throw wrong("a carriage return without a line feed after it");
        }
        at++;
        line++;
    }

    private int peek() {
        return at == limit && !fill() ? END : block[at];
    }

    private boolean fill() {
        try {
            at = 0;
            limit = Math.max(0, in.read(block));
            return limit > 0;
        } catch (IOException e) {
            throw new DecantException(ErrorCode.STORAGE, file + " cannot be read", e);
        }
    }

    private DecantException wrong(String what) {
        return new DecantException(ErrorCode.CONTENT_WRONG, file + ", line " + recordLine + ": " + what);
    }

    @Override
    public void close() {
        giveBack();
        try {
            in.close();
        } catch (IOException e) {
            throw new DecantException(ErrorCode.STORAGE, file + " cannot be closed", e);
        }
    }
}
