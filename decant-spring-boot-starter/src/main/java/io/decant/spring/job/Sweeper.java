package io.decant.spring.job;

import io.decant.archive.ArchiveStore;
import io.decant.spring.job.AuditLog.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** Deletes what nobody may have any more, or nobody knows. Each is deleted on its own: one that fails waits for the next. */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final JobStore store;
    private final ArchiveStore archives;
    private final AuditLog audit;
    private final Path work;
    private final Duration strayAge;
    private final Duration auditRetention;
    private final Clock clock;

    /**
     * @param work the folder for work in progress
     * @param strayAge how long files that no job names are left alone: a job may be about to
     * @param auditRetention how long lines of the audit log are kept
     */
    Sweeper(
            JobStore store,
            ArchiveStore archives,
            AuditLog audit,
            Path work,
            Duration strayAge,
            Duration auditRetention,
            Clock clock) {
        this.store = store;
        this.archives = archives;
        this.audit = audit;
        this.work = work;
        this.strayAge = strayAge;
        this.auditRetention = auditRetention;
        this.clock = clock;
    }

    void sweep() {
        for (Job job : store.expired()) {
            if (job.status() == JobStatus.UPLOADING) {
                store.fail(job, new Job.Failure("expired", "it was not started in time, and its files are deleted"));
            }
            try {
                delete(job, AuditLog.SERVICE, "expired");
            } catch (RuntimeException nextTime) {
                LOG.warn("archive {} has expired and cannot be deleted", job.archive(), nextTime);
            }
        }
        audit.forget(auditRetention);
        deleteStrays();
        deleteWork();
    }

    /**
     * Deletes the files of a job that has ended, and writes that down.
     *
     * @param why null where somebody asked for it
     */
    void delete(Job job, String caller, @Nullable String why) {
        if (!store.deleted(job)) {
            return;
        }
        audit.add(
                job.tenant(),
                caller,
                job.kind() == JobKind.BACKUP ? Action.BACKUP_DELETED : Action.RESTORE_DELETED,
                job.id(),
                why);
        String archive = job.archive();
        if (archive != null) {
            archives.delete(archive);
        }
    }

    private void deleteStrays() {
        Instant old = clock.instant().minus(strayAge);
        // All of ours have an id in their names: a folder of somebody else's that lies beside them is not touched.
        for (String archive : archives.archives().stream()
                .filter(name -> ID.matcher(name).find())
                .toList()) {
            try {
                // In this order: what is in use may be named a moment later, and what is not never will be.
                if (!inUse(archive)
                        && !store.keeps(archive)
                        && archives.changedAt(archive).isBefore(old)) {
                    LOG.info("archive {} belongs to no job and is deleted", archive);
                    archives.delete(archive);
                }
            } catch (RuntimeException nextTime) {
                LOG.warn("archive {} belongs to no job and cannot be deleted", archive, nextTime);
            }
        }
    }

    /** What a worker that was killed has left on this machine. */
    private void deleteWork() {
        Instant old = clock.instant().minus(strayAge);
        for (Path left : leftOvers()) {
            try {
                if (!inUse(left.getFileName().toString())
                        && Files.getLastModifiedTime(left).toInstant().isBefore(old)) {
                    FileSystemUtils.deleteRecursively(left);
                }
            } catch (IOException nextTime) {
                LOG.debug("cannot delete work in progress", nextTime);
            }
        }
    }

    /** Its name begins with the job's, whichever attempt of it. */
    private boolean inUse(String name) {
        Matcher id = ID.matcher(name);
        return id.find()
                && store.find(UUID.fromString(id.group()))
                        .filter(job -> job.status() == JobStatus.RUNNING || job.status() == JobStatus.UPLOADING)
                        .isPresent();
    }

    private List<Path> leftOvers() {
        if (!Files.isDirectory(work)) {
            return List.of();
        }
        try (Stream<Path> left = Files.list(work)) {
            return left.toList();
        } catch (IOException nextTime) {
            LOG.debug("cannot list work in progress", nextTime);
            return List.of();
        }
    }
}
