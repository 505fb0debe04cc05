package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Archives as folders in a folder, which replicas share if it lies on a file system that they share. */
public final class FolderStore implements ArchiveStore {
    /** Of files that are being written. */
    private static final String UNFINISHED = ".unfinished-";

    private final Path root;

    /** @param root made when it is not there */
    public FolderStore(Path root) {
        this.root = root;
    }

    @Override
    public void put(String archive, Path folder) {
        Path place = place(archive);
        run("the archive cannot be stored", () -> {
            Files.createDirectories(root);
            try {
                Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException elsewhere) {
                copy(folder, place);
            }
            return place;
        });
    }

    /** Over the border of a file system: beside its place first, so that no half of it is ever there. */
    private void copy(Path folder, Path place) throws IOException {
        // Named as an archive, so that what is left of it is found among those that nobody knows.
        Path beside = root.resolve("unfinished-" + UUID.randomUUID());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = beside.resolve(folder.relativize(file).toString());
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(copy);
                } else {
                    try (InputStream in = Files.newInputStream(file)) {
                        write(copy, in);
                    }
                }
            }
        }
        Storage.syncFolders(beside);
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        Storage.delete(folder);
    }

    @Override
    public void write(String archive, String path, long bytes, InputStream in) {
        Path file = file(archive, path);
        run("a file of an archive cannot be stored", () -> {
            Files.createDirectories(file.getParent());
            Path unfinished = place(archive).resolve(UNFINISHED + UUID.randomUUID());
            try {
                write(unfinished, in);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            return file;
        });
    }

    private static void write(Path file, InputStream in) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            in.transferTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    @Override
    public List<StoredFile> list(String archive) {
        Path place = place(archive);
        return run("an archive cannot be listed", () -> {
            List<StoredFile> files = new ArrayList<>();
            if (!Files.isDirectory(place)) {
                return files;
            }
            FolderMembers members = new FolderMembers(place);
            for (String path : members.list()) {
                if (!path.startsWith(UNFINISHED)) {
                    files.add(new StoredFile(path, members.size(path)));
                }
            }
            return files;
        });
    }

    @Override
    public Optional<StoredFile> find(String archive, String path) {
        Path file = file(archive, path);
        return run("a file of an archive cannot be found", () -> {
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return attributes.isRegularFile()
                        ? Optional.of(new StoredFile(path, attributes.size()))
                        : Optional.empty();
            } catch (NoSuchFileException none) {
                return Optional.empty();
            }
        });
    }

    @Override
    public InputStream open(String archive, String path, long from) {
        Path file = file(archive, path);
        return run("a file of an archive cannot be read", () -> {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            return Channels.newInputStream(channel.position(from));
        });
    }

    @Override
    public Path folder(String archive, Path scratch) {
        return place(archive);
    }

    @Override
    public void delete(String archive) {
        Path place = place(archive);
        run("an archive cannot be deleted", () -> {
            // Without its manifest it is none any more, should this be cut short.
            Files.deleteIfExists(place.resolve(Manifest.FILE));
            Storage.delete(place);
            return place;
        });
    }

    @Override
    public List<String> archives() {
        return run("the store cannot be listed", () -> {
            if (!Files.isDirectory(root)) {
                return List.of();
            }
            try (Stream<Path> places = Files.list(root)) {
                return places.map(p -> p.getFileName().toString())
                        .filter(StoredNames::isArchive)
                        .sorted()
                        .toList();
            }
        });
    }

    @Override
    public Instant changedAt(String archive) {
        Path place = place(archive);
        return run("an archive cannot be looked at", () -> {
            if (!Files.isDirectory(place)) {
                return Instant.EPOCH;
            }
            try (Stream<Path> files = Files.walk(place)) {
                Instant latest = Instant.EPOCH;
                for (Path file : (Iterable<Path>) files::iterator) {
                    Instant changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                            .toInstant();
                    latest = changed.isAfter(latest) ? changed : latest;
                }
                return latest;
            }
        });
    }

    private Path place(String archive) {
        StoredNames.requireArchive(archive);
        return root.resolve(archive);
    }

    private Path file(String archive, String path) {
        StoredNames.requirePath(path);
        return place(archive).resolve(path);
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T run(String failing, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new DecantException(ErrorCode.STORAGE, failing + ": " + Storage.reason(e), e);
        }
    }
}
