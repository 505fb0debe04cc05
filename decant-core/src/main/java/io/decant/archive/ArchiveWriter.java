package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.schema.TableName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes one archive, all or nothing: until {@link #commit} it lies in a hidden folder beside its place.
 *
 * <p>Thread-safe; each {@link TableWriter} belongs to one thread at a time. {@link #close} may come from any thread, also
 * from a shutdown hook while others write: they fail then, and nothing is left behind.
 */
public final class ArchiveWriter implements AutoCloseable {
    private final Path out;
    private final WriterOptions options;
    private final WorkFolder folder;
    private final List<ArchivedTable> tables;
    private final Map<TableName, TablePlace> places = new TreeMap<>();

    private ArchiveWriter(Path out, WriterOptions options, WorkFolder folder, List<ArchivedTable> tables) {
        this.out = out;
        this.options = options;
        this.folder = folder;
        this.tables = tables;
        List<TableName> included = tables.stream()
                .filter(ArchivedTable::included)
                .map(ArchivedTable::name)
                .toList();
        boolean several = tables.stream().map(t -> t.name().schema()).distinct().count() > 1;
        Map<TableName, String> folders = FolderNames.assign(included, several);
        for (ArchivedTable table : tables) {
            if (table.included()) {
                String label = several ? table.name().toString() : table.name().name();
                String folderName = String.valueOf(folders.get(table.name()));
                places.put(table.name(), new TablePlace(table, label, folderName));
            }
        }
    }

    /**
     * @param out the directory to be, or a file whose name ends in {@code .zip}; its parent must exist
     * @param tables every table of the schema, the excluded ones too, each once
     * @throws DecantException {@code USAGE} if something is there already and may not be replaced; {@code STORAGE} if the
     *     place cannot be written to
     */
    public static ArchiveWriter create(Path out, WriterOptions options, List<ArchivedTable> tables) {
        List<ArchivedTable> sorted = tables.stream()
                .sorted(Comparator.comparing(ArchivedTable::name))
                .toList();
        if (sorted.stream().map(ArchivedTable::name).distinct().count() != sorted.size()) {
            throw new IllegalArgumentException("a table is there twice");
        }
        Path place = Target.check(out, options.replace());
        return new ArchiveWriter(place, options, WorkFolder.create(place), sorted);
    }

    /**
     * Opens a writer for an included table; it may be called several times for one table, for its chunks.
     *
     * @throws IllegalArgumentException if the table is not among the included ones
     */
    public TableWriter openTable(TableName table) {
        TablePlace place = places.get(table);
        if (place == null) {
            throw new IllegalArgumentException("table " + table + " is not part of this archive");
        }
        place.writerOpened();
        return new PartsWriter(place, folder, options);
    }

    /**
     * Completes the archive and gives it its name.
     *
     * @return the manifest as written
     * @throws IllegalStateException if a table was never opened, or a writer was not finished
     * @throws DecantException {@code STORAGE}
     */
    public Manifest commit(ManifestHead head) {
        folder.requireOpen();
        for (TablePlace place : places.values()) {
            if (!place.complete()) {
                throw new IllegalStateException("table " + place.label() + " was not written to its end");
            }
            if (place.withoutParts()) {
                new PartsWriter(place, folder, options).emptyPart();
            }
        }
        try {
            return complete(head);
        } catch (IOException e) {
            throw folder.failure(out.getFileName().toString(), e);
        }
    }

    private Manifest complete(ManifestHead head) throws IOException {
        List<ManifestTable> described = new ArrayList<>();
        for (ArchivedTable table : tables) {
            TablePlace place = places.get(table.name());
            described.add(
                    place != null
                            ? place.describe()
                            : new ManifestTable(
                                    table.table(), table.membership(), List.of(), table.reason(), 0, 0, "", List.of()));
        }
        Map<String, byte[]> files = Companions.of(head, described);
        List<Manifest.FileEntry> entries = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
            entries.add(new Manifest.FileEntry(file.getKey(), Hashes.sha256(file.getValue())));
        }
        Manifest manifest = manifest(head, described, entries);
        byte[] bytes = ManifestPrinter.print(manifest);
        write(Manifest.FILE, bytes);
        files.put(Manifest.FILE, bytes);
        Storage.syncFolders(folder.path(""));
        boolean zip = out.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        if (zip) {
            List<PartOutput.WrittenPart> parts =
                    places.values().stream().flatMap(TablePlace::written).toList();
            new ZipAssembly(folder, head.createdAt()).assemble(parts, files);
        }
        folder.publish(zip ? ZipAssembly.FILE : "", options.replace());
        return manifest;
    }

    private Manifest manifest(ManifestHead head, List<ManifestTable> described, List<Manifest.FileEntry> entries) {
        Manifest.Totals totals = new Manifest.Totals(
                places.size(),
                described.stream().mapToLong(ManifestTable::rows).sum(),
                described.stream().mapToLong(ManifestTable::bytes).sum());
        return new Manifest(
                List.of(),
                head.createdBy(),
                head.createdAt(),
                head.source(),
                head.tenant(),
                head.snapshot(),
                head.ordered(),
                options.partSize(),
                options.compression(),
                described,
                head.audit(),
                entries,
                totals,
                head.schemaFingerprint());
    }

    private void write(String member, byte[] bytes) throws IOException {
        try (FileChannel channel = folder.newFile(member)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** After {@link #commit} nothing; else deletes all that was written. */
    @Override
    public void close() {
        folder.close();
    }
}
