package io.decant.archive;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Puts a finished folder into one zip of stored entries, and each file away once it is in. */
final class ZipAssembly {
    static final String FILE = "archive.zip";

    private final WorkFolder folder;
    private final LocalDateTime time;

    /** @param createdAt the time that every entry gets; a zip has none before 1980 */
    ZipAssembly(WorkFolder folder, Instant createdAt) {
        this.folder = folder;
        this.time = LocalDateTime.ofInstant(createdAt, ZoneOffset.UTC).withNano(0);
    }

    /** @param files the other members in order, the manifest last */
    void assemble(List<PartOutput.WrittenPart> parts, Map<String, byte[]> files) throws IOException {
        FileChannel channel = folder.newFile(FILE);
        try (ZipOutputStream zip = new ZipOutputStream(new KeptOpen(Channels.newOutputStream(channel)))) {
            for (PartOutput.WrittenPart part : parts) {
                Part.Stored file = part.part().file();
                begin(zip, file.path(), file.bytes(), part.storedCrc32());
                Path path = folder.path(file.path());
                Files.copy(path, zip);
                zip.closeEntry();
                folder.requireOpen();
                Files.delete(path);
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                CRC32 crc32 = new CRC32();
                crc32.update(file.getValue());
                begin(zip, file.getKey(), file.getValue().length, crc32.getValue());
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        channel.force(true);
        channel.close();
    }

    private void begin(ZipOutputStream zip, String name, long bytes, long crc32) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes);
        entry.setCompressedSize(bytes);
        entry.setCrc(crc32);
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
    }

    /** Flushes on close and leaves the file open, to be synced. */
    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(new BufferedOutputStream(out, 64 * 1024));
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
