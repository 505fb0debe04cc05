package io.decant.spring.web;

import io.decant.archive.ArchiveStore;
import io.decant.archive.ArchiveStore.StoredFile;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;

/** A file in a store, as Spring writes it into an answer. */
final class StoredResource extends AbstractResource {
    private final ArchiveStore archives;
    private final String archive;
    private final StoredFile file;

    StoredResource(ArchiveStore archives, String archive, StoredFile file) {
        this.archives = archives;
        this.archive = archive;
        this.file = file;
    }

    @Override
    public long contentLength() {
        return file.bytes();
    }

    @Override
    public InputStream getInputStream() {
        return archives.open(archive, file.path(), 0);
    }

    @Override
    public String getDescription() {
        return "a file of an archive";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
