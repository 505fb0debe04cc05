package io.decant;

import io.decant.archive.Archive;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What an import knows of its archive, and when. Damage is found by hashes alone, before anything else happens. The whole
 * look, at every row, may go on in a thread of its own beside the load: whoever is about to do what a rollback does not take
 * back waits for it, and so does the commit. For one thread to ask.
 */
final class Verification implements AutoCloseable {
    private final Path path;
    private final Progress progress;
    private final FutureTask<VerifyReport> beside;
    private final Thread thread;
    private boolean begun;
    private boolean sound;

    /** @param path the archive's */
    Verification(Path path, Progress progress) {
        this.path = path;
        this.progress = progress;
        this.beside = new FutureTask<>(() -> new Verifier(Progress.NONE).verify(path));
        this.thread = new Thread(beside, "decant-import-verify");
        thread.setDaemon(true);
    }

    /** @throws DecantException {@code CONTENT_WRONG}, in the whole look's words, if a file is not what the manifest says */
    void requireIntact(Archive archive) {
        long bytes = archive.manifest().included().stream()
                .flatMap(t -> t.parts().stream())
                .mapToLong(part -> part.file().bytes())
                .sum();
        progress.begin("hashes", -1, bytes);
        if (!archive.intact(read -> progress.advance(0, read))) {
            look();
            throw new DecantException(
                    ErrorCode.CONTENT_WRONG, "the archive was changed while it was read, so nothing was written");
        }
    }

    /** Looks at everything now. */
    void look() {
        require(new Verifier(progress).verify(path));
    }

    void lookBeside() {
        begun = true;
        thread.start();
    }

    /**
     * Waits until all was looked at.
     *
     * @throws DecantException {@code CONTENT_WRONG} with every finding; what {@link Verifier#verify} throws;
     *     {@code INTERRUPTED}
     */
    void require() {
        if (!begun || sound) {
            return;
        }
        try {
            require(beside.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DecantException(ErrorCode.INTERRUPTED, "interrupted; nothing was written", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("the archive could not be looked at", e);
        }
    }

    private void require(VerifyReport report) {
        if (!report.sound()) {
            throw new DecantException(
                    ErrorCode.CONTENT_WRONG,
                    "the archive is not what its manifest says, so nothing was written:\n  "
                            + String.join("\n  ", report.findings()));
        }
        sound = true;
    }

    /**
     * After an import failed: if the archive is not sound, that is why, and is what has to be told.
     *
     * @throws DecantException in place of the failure, which is suppressed into it
     */
    void blame(RuntimeException failure) {
        boolean interrupted = Thread.currentThread().isInterrupted()
                || (failure instanceof DecantException known && known.code() == ErrorCode.INTERRUPTED);
        if (interrupted) {
            return;
        }
        try {
            require();
        } catch (RuntimeException cause) {
            if (cause != failure) {
                cause.addSuppressed(failure);
            }
            throw cause;
        }
    }

    /** Gives it up if it still runs, and waits for its end: it has files open. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
