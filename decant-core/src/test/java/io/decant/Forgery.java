package io.decant;

import io.decant.archive.Archive;
import io.decant.archive.ArchiveWriter;
import io.decant.archive.ArchivedTable;
import io.decant.archive.Manifest;
import io.decant.archive.ManifestHead;
import io.decant.archive.ManifestTable;
import io.decant.archive.TableWriter;
import io.decant.archive.WriterOptions;
import io.decant.record.RecordBuffer;
import io.decant.record.RecordSource;
import io.decant.schema.Column;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes an archive that is sound in itself and lies: every hash and digest fits, but rows or the tenant were changed. */
public final class Forgery {
    private final Path from;
    private final Path to;

    public Forgery(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    /** Changes each row of one table. A row is column name to canonical text; null for NULL. */
    public void rows(String table, Consumer<Map<String, String>> edit) {
        try (Archive archive = Archive.open(from)) {
            write(archive, archive.manifest().tenant(), table, edit);
        }
    }

    /** Claims another tenant. */
    public void tenant(Map<String, String> key) {
        try (Archive archive = Archive.open(from)) {
            Manifest.Tenant tenant =
                    new Manifest.Tenant(archive.manifest().tenant().table(), key);
            write(archive, tenant, "", row -> {});
        }
    }

    private void write(Archive archive, Manifest.Tenant tenant, String edited, Consumer<Map<String, String>> edit) {
        Manifest manifest = archive.manifest();
        List<ArchivedTable> tables = manifest.tables().stream()
                .map(t -> new ArchivedTable(t.table(), t.membership(), t.path(), t.reason()))
                .toList();
        try (ArchiveWriter writer = ArchiveWriter.create(to, WriterOptions.DEFAULT, tables)) {
            for (ManifestTable table : manifest.included()) {
                Consumer<Map<String, String>> change = table.name().name().equalsIgnoreCase(edited) ? edit : row -> {};
                copy(archive, table, writer, change);
            }
            writer.commit(new ManifestHead(
                    manifest.createdBy(),
                    manifest.createdAt(),
                    manifest.source(),
                    tenant,
                    manifest.snapshot(),
                    manifest.ordered(),
                    manifest.audit(),
                    manifest.schemaFingerprint()));
        }
    }

    private static void copy(
            Archive archive, ManifestTable table, ArchiveWriter writer, Consumer<Map<String, String>> edit) {
        RecordBuffer record = new RecordBuffer();
        RecordBuffer changed = new RecordBuffer();
        try (RecordSource source = archive.records(table);
                TableWriter out = writer.openTable(table.name())) {
            while (source.next(record)) {
                Map<String, String> row = new LinkedHashMap<>();
                List<Column> columns = table.table().columns();
                for (int i = 0; i < columns.size(); i++) {
                    row.put(columns.get(i).name(), record.isNull(i) ? null : record.text(i));
                }
                edit.accept(row);
                changed.clear();
                for (String value : row.values()) {
                    if (value == null) {
                        changed.addNull();
                    } else {
                        changed.add(value.getBytes(StandardCharsets.UTF_8));
                    }
                }
                out.accept(changed);
            }
            out.finish();
        }
    }
}
