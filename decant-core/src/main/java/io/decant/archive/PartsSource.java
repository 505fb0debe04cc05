package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSource;
import io.decant.schema.Column;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of some parts of one table, one part after the other. */
final class PartsSource implements RecordSource {
    private final Members members;
    private final Compression compression;
    private final List<Part> parts;
    private final List<String> header;
    private int next;
    private @Nullable PartInput input;
    private @Nullable CsvDecoder decoder;
    private long rows;

    PartsSource(Members members, Compression compression, ManifestTable table, List<Part> parts) {
        this.members = members;
        this.compression = compression;
        this.parts = parts;
        this.header = table.table().columns().stream().map(Column::name).toList();
    }

    /** The line on which the last record begins; line 1 is the header. */
    long line() {
        return decoder == null ? 0 : decoder.line();
    }

    @Override
    public boolean next(RecordBuffer into) {
        into.clear();
        while (true) {
            if (decoder == null && !openNext()) {
                return false;
            }
            if (decoder != null && decoder.next(into)) {
                rows++;
                return true;
            }
            endPart();
        }
    }

    private boolean openNext() {
        if (next == parts.size()) {
            return false;
        }
        Part part = parts.get(next++);
        PartInput opened = new PartInput(members, part, compression);
        input = opened;
        decoder = new CsvDecoder(opened, part.path(), part.bytes(), header);
        rows = 0;
        return true;
    }

    private void endPart() {
        Part part = parts.get(next - 1);
        if (input != null) {
            input.checkEnd();
        }
        if (rows != part.rows()) {
            throw new DecantException(
                    ErrorCode.CONTENT_WRONG,
                    part.path() + " has " + rows + " records, and " + part.rows() + " by the manifest");
        }
        close();
    }

    @Override
    public void close() {
        PartInput open = input;
        CsvDecoder decoding = decoder;
        input = null;
        decoder = null;
        if (decoding != null) {
            decoding.close();
        } else if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new DecantException(ErrorCode.STORAGE, "a part cannot be closed: " + Storage.reason(e), e);
            }
        }
    }
}
