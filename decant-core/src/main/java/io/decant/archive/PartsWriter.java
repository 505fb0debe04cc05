package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes records of one table into parts of its own, cut where the next record would be too much. */
final class PartsWriter implements TableWriter {
    private static final int FLUSH_AT = 48 * 1024;

    /** Bytes of a record that is worth a look at its size beforehand. */
    private static final int LARGE = 1 << 20;

    private final TablePlace place;
    private final WorkFolder folder;
    private final WriterOptions options;
    private final CsvEncoder csv = new CsvEncoder();
    private final RowDigest digest;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable PartOutput part;
    private String path = "";
    private long partRows;
    private boolean finished;

    PartsWriter(TablePlace place, WorkFolder folder, WriterOptions options) {
        this.place = place;
        this.folder = folder;
        this.options = options;
        this.digest = place.newDigest();
    }

    @Override
    public void accept(RecordBuffer record) {
        if (record.size() > options.partSize()) {
            throw tooLarge(record.size());
        }
        digest.accept(record);
        try {
            PartOutput current = part == null ? openPart() : part;
            if (record.size() >= LARGE) {
                acceptLarge(record, current);
                return;
            }
            int before = csv.size();
            csv.record(record);
            if (current.bytes() + csv.size() > options.partSize()) {
                current = rotate(current, before);
            }
            partRows++;
            if (csv.size() >= FLUSH_AT) {
                flush(current, csv.size());
            }
        } catch (IOException e) {
            throw folder.failure(path, e);
        }
    }

    /** Goes to the part without a copy: beside the record itself there may be no room for one. */
    private void acceptLarge(RecordBuffer record, PartOutput open) throws IOException {
        PartOutput current = open;
        long size = CsvEncoder.size(record);
        if (current.bytes() + csv.size() + size > options.partSize() && partRows > 0) {
            flush(current, csv.size());
            endPart(current);
            current = openPart();
        }
        if (current.bytes() + csv.size() + size > options.partSize()) {
            throw tooLarge(size);
        }
        partRows++;
        csv.writeThrough(record, current::write);
    }

    private PartOutput openPart() throws IOException {
        path = place.nextPart();
        PartOutput opened = new PartOutput(
                path,
                options.compression(),
                folder.newFile(path + options.compression().suffix()));
        part = opened;
        partRows = 0;
        CsvEncoder header = new CsvEncoder();
        header.header(place.header());
        if (header.size() > options.partSize()) {
            throw tooLarge(header.size());
        }
        opened.write(header.block(), 0, header.size());
        return opened;
    }

    /** The last record, which begins at a byte of the block, goes into a part of its own. */
    private PartOutput rotate(PartOutput current, int record) throws IOException {
        PartOutput next = current;
        if (partRows > 0) {
            flush(current, record);
            endPart(current);
            next = openPart();
        }
        if (next.bytes() + csv.size() > options.partSize()) {
            throw tooLarge(csv.size());
        }
        return next;
    }

    private DecantException tooLarge(long bytes) {
        return new DecantException(
                ErrorCode.VALUE_UNREPRESENTABLE,
                "table " + place.label() + ": a record of " + bytes + " bytes does not fit into a part of "
                        + options.partSize()
                        + " bytes. Raise --part-size (100 MB at most), or leave the large column out in the model");
    }

    private void flush(PartOutput current, int count) throws IOException {
        current.write(csv.block(), 0, count);
        csv.drop(count);
    }

    private void endPart(PartOutput current) throws IOException {
        PartOutput.WrittenPart written = current.finish(partRows);
        part = null;
        parts.add(written.part());
        place.partWritten(written);
    }

    @Override
    public TableReceipt finish() {
        if (finished) {
            throw new IllegalStateException("table " + place.label() + ": the writer is finished already");
        }
        try {
            if (part != null) {
                flush(part, csv.size());
                endPart(part);
            }
        } catch (IOException e) {
            throw folder.failure(path, e);
        }
        folder.requireOpen();
        finished = true;
        place.writerFinished(digest);
        long bytes = parts.stream().mapToLong(Part::bytes).sum();
        return new TableReceipt(digest.rows(), bytes, digest.hex(), parts);
    }

    /** Writes a part that has a header line and no record. */
    void emptyPart() {
        try {
            endPart(openPart());
        } catch (IOException e) {
            throw folder.failure(path, e);
        }
    }

    @Override
    public void close() {
        PartOutput open = part;
        part = null;
        if (open != null) {
            try {
                open.abandon();
            } catch (IOException e) {
                throw folder.failure(path, e);
            }
        }
    }
}
