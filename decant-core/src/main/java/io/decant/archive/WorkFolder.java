package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The hidden folder in which an archive grows, beside its place, and the files open in it. Thread-safe: once it is closed,
 * no thread can make another file.
 */
final class WorkFolder {
    private enum State {
        OPEN,
        PUBLISHED,
        CLOSED
    }

    private final Path out;
    private final Path folder;
    private final Leftovers.Claim claim;
    private final Set<FileChannel> channels = new HashSet<>();
    private State state = State.OPEN;

    private WorkFolder(Path out, Path folder, Leftovers.Claim claim) {
        this.out = out;
        this.folder = folder;
        this.claim = claim;
    }

    /** @param out absolute; its parent exists */
    static WorkFolder create(Path out) {
        try {
            Leftovers.Claim claim = Leftovers.claim(out);
            try {
                Files.createDirectory(claim.folder());
            } catch (IOException | RuntimeException e) {
                claim.release();
                throw e;
            }
            return new WorkFolder(out, claim.folder(), claim);
        } catch (IOException e) {
            throw new DecantException(ErrorCode.STORAGE, "cannot write beside " + out + ": " + Storage.reason(e), e);
        }
    }

    Path path(String member) {
        return folder.resolve(member);
    }

    /** Opens a file that is not there yet, and the folders that it needs. */
    FileChannel newFile(String member) throws IOException {
        synchronized (this) {
            requireOpen();
            Path file = path(member);
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channels.removeIf(c -> !c.isOpen());
            channels.add(channel);
            return channel;
        }
    }

    synchronized void requireOpen() {
        if (state != State.OPEN) {
            throw new DecantException(ErrorCode.INTERRUPTED, "the archive was given up; nothing was published");
        }
    }

    /** What a failed file operation means: given up, or trouble with the storage. */
    DecantException failure(String member, IOException e) {
        synchronized (this) {
            if (state != State.OPEN || Thread.currentThread().isInterrupted()) {
                return new DecantException(ErrorCode.INTERRUPTED, "the archive was given up; nothing was published", e);
            }
        }
        return Storage.failure(member, folder, e);
    }

    /**
     * Gives what lies at a member's path, or the whole folder where the member is empty, the archive's name.
     *
     * @param replace whether what is there gives way
     */
    void publish(String member, boolean replace) throws IOException {
        synchronized (this) {
            requireOpen();
            Path complete = member.isEmpty() ? folder : path(member);
            Path old = claim.old();
            boolean gives = replace && Files.exists(out, LinkOption.NOFOLLOW_LINKS);
            if (!replace && Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
                throw new DecantException(
                        ErrorCode.USAGE, out + " has come into being meanwhile. Choose another place, or use --force");
            }
            if (gives) {
                Files.move(out, old, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(complete, out, StandardCopyOption.ATOMIC_MOVE);
            state = State.PUBLISHED;
            Storage.syncFolder(out.resolveSibling("."));
            if (gives) {
                Storage.delete(old);
            }
            if (!member.isEmpty()) {
                Storage.delete(folder);
            }
            claim.release();
        }
    }

    /** After publication nothing; else deletes everything. Files that others are writing are closed under them. */
    void close() {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            state = State.CLOSED;
            try {
                for (FileChannel channel : channels) {
                    channel.close();
                }
                Storage.delete(folder);
                claim.release();
            } catch (IOException e) {
                throw new DecantException(
                        ErrorCode.STORAGE, "cannot delete " + folder + ": " + Storage.reason(e) + ". Delete it", e);
            }
        }
    }
}
