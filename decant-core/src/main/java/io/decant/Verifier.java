package io.decant;

import io.decant.archive.Archive;
import io.decant.archive.Manifest;
import io.decant.archive.ManifestTable;
import io.decant.schema.TableName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks an archive alone, without a database: every hash, count and digest, the rules of CSV, the canonical text of every
 * field, keys that must be unique, and references inside the archive. Memory does not grow with the archive.
 */
public final class Verifier {
    private final Progress progress;
    private final int memory;

    public Verifier(Progress progress) {
        this(progress, KeySpill.DEFAULT_MEMORY);
    }

    /** @param memory bytes of keys to hold before they are spilled to temporary files */
    Verifier(Progress progress, int memory) {
        this.progress = progress;
        this.memory = memory;
    }

    /**
     * Reads the whole archive. Everything that is wrong is in the report; it is thrown only what keeps the archive from
     * being looked at.
     *
     * @param archive a directory or a zip
     * @throws io.decant.error.DecantException {@code ARCHIVE_UNREADABLE} without a manifest that can be read,
     *     {@code ARCHIVE_UNSUPPORTED}, {@code STORAGE}, {@code INTERRUPTED}
     */
    public VerifyReport verify(Path archive) {
        try (Archive opened = Archive.open(archive)) {
            return verify(opened);
        }
    }

    private VerifyReport verify(Archive archive) {
        Manifest manifest = archive.manifest();
        Findings findings = new Findings();
        Findings notes = new Findings();
        archive.strayMembers().forEach(line -> findings.add(line, ""));
        checkTotals(manifest, findings);
        List<VerifyReport.VerifiedTable> tables = new ArrayList<>();
        progress.begin("verify", manifest.totals().rows(), manifest.totals().bytes());
        try (KeyChecks keys = new KeyChecks(manifest, memory)) {
            for (ManifestTable table : manifest.included()) {
                tables.add(new TableCheck(archive, table, keys, findings, progress).run());
            }
            Set<TableName> unsound = keys.evaluate(findings, notes);
            unsound.forEach(name -> tables.replaceAll(t -> t.table().equals(manifest.label(name)) ? unsound(t) : t));
        } finally {
            progress.end();
        }
        return new VerifyReport(tables, findings.lines(), notes.lines());
    }

    private static VerifyReport.VerifiedTable unsound(VerifyReport.VerifiedTable table) {
        return new VerifyReport.VerifiedTable(
                table.table(), table.rows(), table.bytes(), table.parts(), table.digest(), false);
    }

    private static void checkTotals(Manifest manifest, Findings findings) {
        List<ManifestTable> tables = manifest.included();
        Manifest.Totals totals = new Manifest.Totals(
                tables.size(),
                tables.stream().mapToLong(ManifestTable::rows).sum(),
                tables.stream().mapToLong(ManifestTable::bytes).sum());
        if (!totals.equals(manifest.totals())) {
            findings.add("manifest.json: the totals are not the sums of the tables", "");
        }
        if (manifest.audit().foreign() > 0) {
            findings.add("manifest.json: the export counted rows that name rows which did not leave with them", "");
        }
    }
}
