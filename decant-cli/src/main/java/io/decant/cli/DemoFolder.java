package io.decant.cli;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The demo's own folder. Only a folder that a demo has made, and marked as such, is ever replaced. */
final class DemoFolder {
    private static final String MARK = ".made-by-decant-demo";

    private DemoFolder() {}

    /** @throws DecantException {@code USAGE} if something else is there, {@code STORAGE} if it cannot be made */
    static void replace(Path folder) {
        boolean there = Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
        boolean ours =
                !Files.isSymbolicLink(folder) && Files.isRegularFile(folder.resolve(MARK), LinkOption.NOFOLLOW_LINKS);
        if (there && !ours) {
            throw new DecantException(
                    ErrorCode.USAGE,
                    folder
                            + " is there and was not made by the demo. Move it away, or name another folder by --folder");
        }
        try {
            if (there) {
                delete(folder);
            }
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(MARK), "decant demo replaces this folder whenever it runs.\n");
        } catch (IOException e) {
            throw new DecantException(ErrorCode.STORAGE, folder + " cannot be made. Check the rights and the disk", e);
        }
    }

    /** Copies a folder of files and folders. */
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
