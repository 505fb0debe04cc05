package io.decant.server;

import io.decant.archive.Manifest;
import io.decant.archive.ManifestTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is in an archive, as a page shows it. */
record ArchiveView(
        String source,
        String takenAt,
        String means,
        String createdBy,
        String fingerprint,
        String rows,
        String bytes,
        String proof,
        Map<String, String> tenant,
        List<TableView> tables,
        List<FileView> files) {

    /** @param share of the largest table's bytes, in per cent of its bar */
    record TableView(
            String name,
            String membership,
            String rows,
            String bytes,
            String share,
            String digest,
            List<FileView> parts) {}

    record FileView(String path, String bytes, String sha256) {}

    static ArchiveView of(Manifest manifest) {
        long largest = manifest.included().stream()
                .mapToLong(ManifestTable::bytes)
                .max()
                .orElse(0);
        Manifest.Audit audit = manifest.audit();
        return new ArchiveView(
                manifest.source().product() + " " + manifest.source().version(),
                manifest.snapshot().takenAt().toString(),
                manifest.snapshot().means(),
                manifest.createdBy(),
                manifest.schemaFingerprint(),
                Amount.count(manifest.totals().rows()),
                Amount.bytes(manifest.totals().bytes()),
                audit.lost() + " lost, " + audit.foreign() + " foreign, " + audit.disagreeing() + " disagreeing",
                manifest.tenant().key(),
                manifest.included().stream()
                        .map(table -> table(manifest, table, largest))
                        .toList(),
                manifest.files().stream()
                        .map(f -> new FileView(f.path(), "", f.sha256()))
                        .toList());
    }

    private static TableView table(Manifest manifest, ManifestTable table, long largest) {
        return new TableView(
                manifest.label(table.name()),
                table.membership().text(),
                Amount.count(table.rows()),
                Amount.bytes(table.bytes()),
                String.format(Locale.ROOT, "%.1f", largest == 0 ? 0 : table.bytes() * 100.0 / largest),
                table.digest(),
                table.parts().stream()
                        .map(part -> part.file())
                        .map(f -> new FileView(f.path(), Amount.bytes(f.bytes()), f.sha256()))
                        .toList());
    }
}
