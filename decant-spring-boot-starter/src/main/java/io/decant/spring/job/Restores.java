package io.decant.spring.job;

import io.decant.Importer;
import io.decant.SchemaDifference;
import io.decant.archive.Archive;
import io.decant.archive.ArchiveStore;
import io.decant.archive.ArchiveStore.StoredFile;
import io.decant.archive.Manifest;
import io.decant.archive.Part;
import io.decant.plan.TenantKey;
import io.decant.spring.Caller;
import io.decant.spring.job.AuditLog.Action;
import io.decant.spring.job.RefusedException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/** A tenant's restores: open with a manifest, upload each file, start. Thread-safe. */
public final class Restores {
    /** Not named by the manifest, and welcome all the same. */
    private static final String SIGNATURE = "manifest.sig";

    private final JobStore store;
    private final Queue queue;
    private final Sweeper sweeper;
    private final AuditLog audit;
    private final ArchiveStore archives;
    private final Importer importer;
    private final List<String> schemas;
    private final TransactionTemplate transactions;
    private final Duration uploadTime;
    private final int openUploads;
    private final Clock clock;

    Restores(
            JobStore store,
            Queue queue,
            Sweeper sweeper,
            AuditLog audit,
            ArchiveStore archives,
            Importer importer,
            List<String> schemas,
            TransactionTemplate transactions,
            Duration uploadTime,
            int openUploads,
            Clock clock) {
        this.store = store;
        this.queue = queue;
        this.sweeper = sweeper;
        this.audit = audit;
        this.archives = archives;
        this.importer = importer;
        this.schemas = List.copyOf(schemas);
        this.transactions = transactions;
        this.uploadTime = uploadTime;
        this.openUploads = openUploads;
        this.clock = clock;
    }

    /**
     * A file that a restore waits for, or has.
     *
     * @param sha256 64 hex digits; empty where the manifest names none
     */
    public record Awaited(String path, long bytes, String sha256, boolean uploaded) {}

    /**
     * Opens a restore.
     *
     * @param json {@code manifest.json}
     * @throws io.decant.error.DecantException {@code ARCHIVE_UNREADABLE}, {@code ARCHIVE_UNSUPPORTED}
     * @throws RefusedException {@code TOO_MANY_UPLOADS}
     */
    public Job open(Caller caller, byte[] json) {
        Archive.manifest(json);
        // A look, not a lock: a few more that come at the same moment do no harm.
        if (store.countUploads(caller.tenant()) >= openUploads) {
            throw RefusedException.tooManyUploads(openUploads);
        }
        Job job = store.insert(
                JobKind.RESTORE,
                caller.tenant(),
                JobStatus.UPLOADING,
                caller.name(),
                null,
                new String(json, StandardCharsets.UTF_8),
                clock.instant().plus(uploadTime));
        String archive = job.id().toString();
        archives.write(archive, Manifest.FILE, json.length, new ByteArrayInputStream(json));
        store.keepsFilesAt(job, archive);
        audit.add(caller.tenant(), caller.name(), Action.RESTORE_OPENED, job.id(), null);
        return find(caller.tenant(), job.id()).orElseThrow();
    }

    public List<Job> list(TenantKey tenant) {
        return page(tenant, null, null, 0);
    }

    /**
     * Some of them, oldest first.
     *
     * @param status null for any
     * @param after the id of the last one before; null for the first. Empty if it is none of the tenant's
     * @param most how many at most; 0 for all
     */
    public List<Job> page(TenantKey tenant, @Nullable String status, @Nullable UUID after, int most) {
        return store.page(JobKind.RESTORE, tenant, status, after, most);
    }

    /** Empty also where another tenant has a restore of this id. */
    public Optional<Job> find(TenantKey tenant, UUID id) {
        return store.find(id, JobKind.RESTORE, tenant);
    }

    public Manifest manifest(Job job) {
        return Archive.manifest(String.valueOf(job.manifest()).getBytes(StandardCharsets.UTF_8));
    }

    /** Every file that the manifest names, in its order. */
    public List<Awaited> files(Job job) {
        Set<String> there = job.archive() == null || job.deletedAt() != null
                ? Set.of()
                : archives.list(job.archive()).stream().map(StoredFile::path).collect(Collectors.toSet());
        return named(manifest(job)).values().stream()
                .map(f -> new Awaited(f.path(), f.bytes(), f.sha256(), there.contains(f.path())))
                .toList();
    }

    private static Map<String, Awaited> named(Manifest manifest) {
        Map<String, Awaited> files = new LinkedHashMap<>();
        manifest.included()
                .forEach(t -> t.parts().forEach(p -> {
                    Part.Stored file = p.file();
                    files.put(file.path(), new Awaited(file.path(), file.bytes(), file.sha256(), false));
                }));
        manifest.files().forEach(f -> files.put(f.path(), new Awaited(f.path(), -1, f.sha256(), false)));
        return files;
    }

    /** What differs between the archive's schema and this database's, a line each; empty if nothing does. */
    public List<SchemaDifference> differences(Job job) {
        return importer.compareSchemas(manifest(job), schemas);
    }

    /**
     * Takes a file. The same bytes once more change nothing.
     *
     * @return false if the manifest names no such file
     * @throws RefusedException {@code NOT_UPLOADING}, {@code CONTENT_MISMATCH} naming both hashes; nothing is kept then
     */
    public boolean upload(Job job, String path, InputStream in) {
        Awaited file = path.equals(SIGNATURE)
                ? new Awaited(SIGNATURE, -1, "", false)
                : named(manifest(job)).get(path);
        if (file == null) {
            return false;
        }
        String archive = job.archive();
        if (archive == null || job.status() != JobStatus.UPLOADING || job.deletedAt() != null) {
            throw RefusedException.of(
                    Reason.NOT_UPLOADING,
                    "this restore takes no files any more: it is "
                            + job.status().text());
        }
        try (CheckedUpload checked = new CheckedUpload(in, file)) {
            archives.write(archive, path, file.bytes(), checked);
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
        return true;
    }

    /**
     * Puts the restore into the queue.
     *
     * @throws RefusedException {@code INCOMPLETE_UPLOAD} naming each file, {@code SCHEMA_MISMATCH} naming each difference,
     *     {@code FOREIGN_TENANT}, {@code ACTIVE_JOB}, {@code NOT_UPLOADING}
     * @throws IllegalArgumentException if an option is not known
     */
    public Job start(Caller caller, Job job, RestoreOptions wanted) {
        RestoreOptions options = ownTenant(caller, wanted);
        options.importOptions().requireSense(true);
        List<String> missing = new ArrayList<>();
        files(job).stream().filter(f -> !f.uploaded()).forEach(f -> missing.add(f.path()));
        if (!missing.isEmpty()) {
            throw RefusedException.of(
                    Reason.INCOMPLETE_UPLOAD, missing.size() + " files are still to be uploaded", missing);
        }
        refuseDifferences(job, options);
        try {
            return transactions.execute(status -> {
                if (!startable(job) || !store.start(job, options.text())) {
                    throw RefusedException.of(Reason.NOT_UPLOADING, "this restore was started already");
                }
                Job started = store.find(job.id()).orElseThrow();
                queue.add(started, clock.instant());
                audit.add(
                        caller.tenant(),
                        caller.name(),
                        Action.RESTORE_STARTED,
                        job.id(),
                        Boolean.TRUE.equals(options.dryRun()) ? "dry run" : null);
                return started;
            });
        } catch (DuplicateKeyException taken) {
            throw store.active(JobKind.RESTORE, job.tenant())
                    .map(RefusedException::active)
                    .orElseThrow(() -> taken);
        }
    }

    /** Whether {@link #start} may begin it: what was not begun, has failed, or was only tried. */
    public boolean startable(Job job) {
        return job.deletedAt() == null
                && (job.status() == JobStatus.UPLOADING || job.status() == JobStatus.FAILED || job.dryRun());
    }

    /** Whoever is no operator restores into its own tenant, whatever the archive calls it. */
    private static RestoreOptions ownTenant(Caller caller, RestoreOptions wanted) {
        if (caller.operator()) {
            return wanted.as() == null ? wanted.withAs(caller.tenant()) : wanted;
        }
        if (wanted.as() != null && !wanted.as().equals(caller.tenant().values())) {
            throw RefusedException.of(Reason.FOREIGN_TENANT, "this key restores only into its own tenant");
        }
        return wanted.withAs(caller.tenant()).withoutSharedRows();
    }

    private void refuseDifferences(Job job, RestoreOptions options) {
        List<String> refused = differences(job).stream()
                .filter(d -> !d.grade().allowedBy(options.importOptions().allow()))
                .map(SchemaDifference::line)
                .toList();
        if (!refused.isEmpty()) {
            throw RefusedException.of(
                    Reason.SCHEMA_MISMATCH, "the schema of this database does not match the archive's", refused);
        }
    }

    /** Cancels a restore that is active, throws away one that is not. */
    public void delete(Caller caller, Job job) {
        boolean begun = job.status() != JobStatus.UPLOADING;
        String why = begun ? "cancelled on request" : "thrown away before it was started";
        if (store.cancel(job.id(), new Job.Failure("cancelled", why)) && begun) {
            audit.add(job.tenant(), caller.name(), Action.RESTORE_CANCELLED, job.id(), null);
            return;
        }
        find(caller.tenant(), job.id()).ifPresent(ended -> sweeper.delete(ended, caller.name(), null));
    }
}
