package io.decant;

import io.decant.archive.Archive;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * What an import knows of its archive, and when. Damage is found by hashes alone, before the target is touched. The whole
 * look, at every row, may go on in a thread of its own beside the load: whoever is about to do what a rollback does not take
 * back waits for it, and so does the commit. For one thread to ask.
 */
final class Verification implements AutoCloseable {
    private final Path path;
    private final Progress progress;
    private final LateProgress beside;
    private final FutureTask<Boolean> hashes;
    private final FutureTask<VerifyReport> rows;
    private final Thread hashing;
    private final Thread looking;
    private boolean begun;
    private boolean intact;
    private boolean sound;

    /**
     * Begins with the hashes at once, beside whatever comes next.
     *
     * @param archive open until this is closed
     * @param path where it is, to be opened once more
     */
    Verification(Archive archive, Path path, Progress progress) {
        this.path = path;
        this.progress = progress;
        this.beside = new LateProgress(progress);
        this.hashes = new FutureTask<>(() -> archive.intact(read -> progress.advance(0, read)));
        this.rows = new FutureTask<>(() -> {
            answer(hashes); // one after the other: two readers of a disk hinder each other
            return new Verifier(beside).verify(path);
        });
        this.hashing = thread(hashes);
        this.looking = thread(rows);
        progress.begin(
                "hashes",
                -1,
                archive.manifest().included().stream()
                        .flatMap(t -> t.parts().stream())
                        .mapToLong(part -> part.file().bytes())
                        .sum());
        hashing.start();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "decant-import-verify");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Waits until all files were hashed.
     *
     * @throws DecantException {@code CONTENT_WRONG}, in the whole look's words, if a file is not what the manifest says
     */
    void requireIntact() {
        if (!intact && !answer(hashes)) {
            look();
            throw new DecantException(
                    ErrorCode.CONTENT_WRONG, "the archive was changed while it was read, so nothing was written");
        }
        intact = true;
    }

    /** Looks at everything now. */
    void look() {
        require(new Verifier(progress).verify(path));
    }

    void lookBeside() {
        begun = true;
        looking.start();
    }

    /**
     * Waits until all was looked at, if that has begun, and shows how far it has come.
     *
     * @throws DecantException {@code CONTENT_WRONG} with every finding; what {@link Verifier#verify} throws;
     *     {@code INTERRUPTED}
     */
    void require() {
        if (begun && !sound) {
            if (!rows.isDone()) {
                beside.show();
            }
            require(answer(rows));
        }
    }

    private static <T> T answer(Future<T> question) {
        try {
            return question.get();
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
            requireIntact();
            require();
        } catch (RuntimeException cause) {
            if (cause != failure) {
                cause.addSuppressed(failure);
            }
            throw cause;
        }
    }

    /** Gives up what still runs, and waits for its end. */
    @Override
    public void close() {
        Threads.end(List.of(hashing, looking));
    }
}
