package io.decant;

import io.decant.archive.Archive;
import io.decant.archive.Manifest;
import io.decant.archive.ManifestTable;
import io.decant.archive.Part;
import io.decant.schema.TableName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Checks an archive alone, without a database: every hash, count and digest, the rules of CSV, the canonical text of every
 * field, keys that must be unique, and references inside the archive. Memory does not grow with the archive.
 */
public final class Verifier {
    /** Each holds a record, blocks of a file, and a share of the keys: two stay below 128 MB in all, four do not. */
    private static final int MOST_THREADS = 2;

    private final Progress progress;
    private final int memory;
    private final int threads;

    /** Reads several parts at once where there are several processors. */
    public Verifier(Progress progress) {
        this(
                progress,
                KeyEntries.DEFAULT_MEMORY,
                Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    }

    /**
     * @param memory bytes of keys to hold before they are spilled to temporary files
     * @param threads n ≥ 1
     */
    Verifier(Progress progress, int memory, int threads) {
        this.progress = progress;
        this.memory = memory;
        this.threads = threads;
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
        Cancellation cancellation = new Cancellation();
        progress.begin("verify", manifest.totals().rows(), manifest.totals().bytes());
        try (KeyChecks keys = new KeyChecks(manifest, memory);
                Workers workers = new Workers("decant-verify", threads, cancellation)) {
            List<TableCheck> checks = manifest.included().stream()
                    .map(table -> new TableCheck(archive, table, keys, progress, cancellation))
                    .toList();
            workers.run(parts(manifest.included(), checks));
            List<VerifyReport.VerifiedTable> tables = new ArrayList<>();
            checks.forEach(check -> tables.add(check.result(findings)));
            Set<TableName> unsound = keys.evaluate(workers, findings, notes);
            unsound.forEach(name -> tables.replaceAll(t -> t.table().equals(manifest.label(name)) ? unsound(t) : t));
            return new VerifyReport(tables, findings.lines(), notes.lines());
        } finally {
            progress.end();
        }
    }

    private record PartTask(TableCheck check, int number, long bytes) implements Callable<Void> {
        @Override
        public @Nullable Void call() {
            check.readPart(number);
            return null;
        }
    }

    /** The longest first, so that no thread begins one when the others have nothing left. */
    private static List<PartTask> parts(List<ManifestTable> tables, List<TableCheck> checks) {
        List<PartTask> tasks = new ArrayList<>();
        for (int table = 0; table < tables.size(); table++) {
            List<Part> parts = tables.get(table).parts();
            for (int number = 0; number < parts.size(); number++) {
                tasks.add(new PartTask(
                        checks.get(table), number, parts.get(number).bytes()));
            }
        }
        tasks.sort(Comparator.comparingLong(PartTask::bytes).reversed());
        return tasks;
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
