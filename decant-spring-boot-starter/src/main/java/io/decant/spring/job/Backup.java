package io.decant.spring.job;

import io.decant.ExportOptions;
import io.decant.Exporter;
import io.decant.archive.Archive;
import io.decant.archive.ArchiveStore;
import io.decant.archive.Manifest;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.util.FileSystemUtils;

/** Does a backup: exports into a folder of its own attempt, stores that, and publishes it if the job is still its own. */
final class Backup {
    private final JobStore store;
    private final ArchiveStore archives;
    private final Exporter exporter;
    private final ExportOptions options;
    private final Path work;
    private final Duration retention;
    private final Workload workload;
    private final Clock clock;

    /** @param work a folder of this machine for archives in the making */
    Backup(
            JobStore store,
            ArchiveStore archives,
            Exporter exporter,
            ExportOptions options,
            Path work,
            Duration retention,
            Workload workload,
            Clock clock) {
        this.store = store;
        this.archives = archives;
        this.exporter = exporter;
        this.options = options;
        this.work = work;
        this.retention = retention;
        this.workload = workload;
        this.clock = clock;
    }

    /** @return false if the job was no longer this worker's when the archive was ready, which then is thrown away */
    boolean run(Job job, Watched watched) {
        String name = job.attemptName();
        Path folder = work.resolve(name);
        try {
            Files.createDirectories(work);
            exporter.export(job.tenant(), folder, options, watched);
            byte[] manifest = Files.readAllBytes(folder.resolve(Manifest.FILE));
            Manifest.Totals totals = Archive.manifest(manifest).totals();
            archives.put(name, folder);
            String text = new String(manifest, StandardCharsets.UTF_8);
            Instant expiresAt = clock.instant().plus(retention);
            if (store.complete(job, name, text, null, expiresAt, totals.rows(), totals.bytes())) {
                workload.done(job, totals.rows(), totals.bytes());
                return true;
            }
        } catch (IOException e) {
            throw new DecantException(ErrorCode.STORAGE, "the folder for work in progress cannot be used", e);
        } finally {
            // After success there is nothing. What cannot be deleted now is found by the sweeper.
            FileSystemUtils.deleteRecursively(folder.toFile());
        }
        archives.delete(name);
        return false;
    }
}
