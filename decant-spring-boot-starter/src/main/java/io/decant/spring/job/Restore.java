package io.decant.spring.job;

import io.decant.ImportOptions;
import io.decant.ImportReport;
import io.decant.ImportReport.ImportedTable;
import io.decant.Importer;
import io.decant.archive.Archive;
import io.decant.archive.ArchiveStore;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** Does a restore: imports what was uploaded, in one transaction of the target. */
final class Restore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JobStore store;
    private final ArchiveStore archives;
    private final Importer importer;
    private final List<String> schemas;
    private final Path work;
    private final Duration retention;
    private final Workload workload;
    private final Clock clock;

    Restore(
            JobStore store,
            ArchiveStore archives,
            Importer importer,
            List<String> schemas,
            Path work,
            Duration retention,
            Workload workload,
            Clock clock) {
        this.store = store;
        this.archives = archives;
        this.importer = importer;
        this.schemas = List.copyOf(schemas);
        this.work = work;
        this.retention = retention;
        this.workload = workload;
        this.clock = clock;
    }

    /** A worker that was paused, and whose job has gone to another or was cancelled meanwhile, does not commit. */
    private static void requireOurs(Watched watched) {
        if (!watched.committing()) {
            throw new DecantException(ErrorCode.INTERRUPTED, "the job is no longer this worker's");
        }
    }

    /** @return false if the job was no longer this worker's at the end */
    boolean run(Job job, Watched watched) {
        String archive = job.archive();
        String wanted = job.options();
        if (archive == null || wanted == null) {
            throw new IllegalStateException("a restore was started without files or options");
        }
        ImportOptions options = RestoreOptions.parse(wanted).importOptions().withSchemas(schemas);
        Path scratch = work.resolve(job.attemptName());
        try {
            Files.createDirectories(scratch);
            ImportReport report = importer.beforeCommit(() -> requireOurs(watched))
                    .importArchive(archives.folder(archive, scratch), options, watched);
            String text = JSON.writeValueAsString(RestoreReport.of(report));
            long rows = report.tables().stream().mapToLong(ImportedTable::rows).sum();
            long bytes = Archive.manifest(String.valueOf(job.manifest()).getBytes(StandardCharsets.UTF_8))
                    .totals()
                    .bytes();
            Instant expiresAt = clock.instant().plus(retention);
            boolean completed = store.complete(job, archive, null, text, expiresAt, rows, bytes);
            if (completed && !report.dryRun()) {
                workload.done(job, rows, bytes);
            }
            return completed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            FileSystemUtils.deleteRecursively(scratch.toFile());
        }
    }
}
