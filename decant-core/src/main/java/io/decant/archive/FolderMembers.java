package io.decant.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A folder's files. No link inside it is ever followed. */
final class FolderMembers implements Members {
    private final Path root;

    FolderMembers(Path root) {
        this.root = root;
    }

    @Override
    public boolean has(String path) {
        return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public long size(String path) throws IOException {
        Path step = root;
        BasicFileAttributes attributes = Files.readAttributes(root, BasicFileAttributes.class);
        for (String name : path.split("/", -1)) {
            if (!attributes.isDirectory()) {
                throw new IOException("a link or a file is where a folder must be");
            }
            step = step.resolve(name);
            attributes = Files.readAttributes(step, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }
        if (!attributes.isRegularFile()) {
            throw new IOException(attributes.isSymbolicLink() ? "it is a link" : "it is no plain file");
        }
        return attributes.size();
    }

    @Override
    public InputStream open(String path) throws IOException {
        size(path);
        return Files.newInputStream(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<String> list() throws IOException {
        List<String> paths = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                paths.add(StreamSupport.stream(root.relativize(file).spliterator(), false)
                        .map(Path::toString)
                        .collect(Collectors.joining("/")));
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(paths);
        return paths;
    }

    @Override
    public void close() {}
}
