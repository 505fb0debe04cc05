package io.decant.spring.store;

import io.decant.archive.ArchiveStore;
import io.decant.archive.ArchiveStore.StoredFile;
import io.decant.archive.StoredNames;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Between a store and a folder of this machine. Failures are {@link DecantException}s with {@code STORAGE}. */
final class LocalFiles {
    private LocalFiles() {}

    /** All files of a folder by their path in an archive, ordered; links are none. */
    static Map<String, Path> of(Path folder) {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                    .forEach(f -> files.put(folder.relativize(f).toString().replace('\\', '/'), f));
        } catch (IOException | UncheckedIOException e) {
            throw new DecantException(ErrorCode.STORAGE, "the archive's folder cannot be read", e);
        }
        return files;
    }

    static InputStream read(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new DecantException(ErrorCode.STORAGE, "a file of the archive cannot be read", e);
        }
    }

    /** Removes a folder that the store has taken over. */
    static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new DecantException(ErrorCode.STORAGE, "the archive is stored, but its folder cannot be deleted", e);
        }
    }

    /** Copies an archive out of a store. @return the folder */
    static Path copy(ArchiveStore store, String archive, Path folder) {
        for (StoredFile file : store.list(archive)) {
            StoredNames.requirePath(file.path());
            Path copy = folder.resolve(file.path());
            try (InputStream in = store.open(archive, file.path(), 0)) {
                Files.createDirectories(copy.getParent());
                Files.copy(in, copy);
            } catch (IOException e) {
                throw new DecantException(
                        ErrorCode.STORAGE,
                        "an archive cannot be copied out of the store. Is there room in the folder for work in progress?",
                        e);
            }
        }
        return folder;
    }
}
