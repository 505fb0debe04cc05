package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The key map of an import as a file: CSV by the archive's rules, with the columns {@code table}, {@code column},
 * {@code old} and {@code new}. Tables and columns are named as in the archive and in the target; keys are canonical text.
 */
public final class KeyMapFile {
    private static final List<String> HEADER = List.of("table", "column", "old", "new");
    private static final int BLOCK = 32 * 1024;

    private KeyMapFile() {}

    /** Where each pair goes. */
    @FunctionalInterface
    public interface Pairs {
        void pair(String table, String column, String oldKey, String newKey);
    }

    /**
     * Begins a file. It has its name only after {@link Writer#finish}.
     *
     * @throws DecantException {@code STORAGE} if it cannot be written
     */
    public static Writer write(Path file) {
        return new Writer(file);
    }

    /**
     * Reads a file.
     *
     * @throws DecantException {@code USAGE} if it is not there or is no key map
     */
    public static void read(Path file, Pairs pairs) {
        RecordBuffer record = new RecordBuffer();
        try (CsvDecoder records = new CsvDecoder(
                new BufferedInputStream(Files.newInputStream(file)), file.toString(), Long.MAX_VALUE, HEADER)) {
            while (records.next(record)) {
                pairs.pair(record.text(0), record.text(1), record.text(2), record.text(3));
            }
        } catch (IOException unreadable) {
            throw new DecantException(
                    ErrorCode.USAGE, "cannot read the key map " + file + ": is it there, and readable?", unreadable);
        } catch (DecantException wrong) {
            throw new DecantException(
                    ErrorCode.USAGE, file + " is not a key map of an import: " + wrong.getMessage(), wrong);
        }
    }

    /** Writes pairs. Not thread-safe. */
    public static final class Writer implements Pairs, AutoCloseable {
        private final Path file;
        private final Path unfinished;
        private final OutputStream out;
        private final CsvEncoder csv = new CsvEncoder();
        private final RecordBuffer record = new RecordBuffer();

        private Writer(Path file) {
            this.file = file;
            this.unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
            try {
                this.out = Files.newOutputStream(unfinished);
            } catch (IOException e) {
                throw failed(e);
            }
            csv.header(HEADER);
        }

        /** The tenant's own key, a pair for each of its columns. */
        public void tenant(String table, List<Column> columns, List<String> oldKey, List<String> newKey) {
            for (int part = 0; part < columns.size(); part++) {
                pair(table, columns.get(part).name(), oldKey.get(part), newKey.get(part));
            }
        }

        @Override
        public void pair(String table, String column, String oldKey, String newKey) {
            record.clear();
            for (String field : List.of(table, column, oldKey, newKey)) {
                record.add(field.getBytes(StandardCharsets.UTF_8));
            }
            csv.record(record);
            if (csv.size() > BLOCK) {
                send();
            }
        }

        private void send() {
            try {
                out.write(csv.block(), 0, csv.size());
                csv.drop(csv.size());
            } catch (IOException e) {
                throw failed(e);
            }
        }

        /** Gives the file its name. */
        public void finish() {
            send();
            try {
                out.close();
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        /** Leaves nothing behind if it was not finished. */
        @Override
        public void close() {
            try {
                out.close();
                Files.deleteIfExists(unfinished);
            } catch (IOException e) {
                throw failed(e);
            }
        }

        private DecantException failed(IOException e) {
            return new DecantException(ErrorCode.STORAGE, "cannot write the key map " + file, e);
        }
    }
}
