package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A zip's entries by its central directory. Lengths it claims are not believed: what is read is bounded by the caller. */
final class ZipMembers implements Members {
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new TreeMap<>();

    /** @throws DecantException {@code ARCHIVE_UNREADABLE} if two entries have one name, or names that differ only in case */
    ZipMembers(Path file) throws IOException {
        zip = new ZipFile(file.toFile());
        try {
            Set<String> names = new HashSet<>();
            Enumeration<? extends ZipEntry> all = zip.entries();
            while (all.hasMoreElements()) {
                ZipEntry entry = all.nextElement();
                if (!names.add(entry.getName().toLowerCase(Locale.ROOT))) {
                    throw new DecantException(
                            ErrorCode.ARCHIVE_UNREADABLE,
                            file + " has two entries of one name. Nobody can say which one is meant: get it anew");
                }
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), entry);
                }
            }
        } catch (RuntimeException e) {
            try {
                zip.close();
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    @Override
    public boolean has(String path) {
        return entries.containsKey(path);
    }

    @Override
    public long size(String path) throws IOException {
        return entry(path).getSize();
    }

    @Override
    public InputStream open(String path) throws IOException {
        return zip.getInputStream(entry(path));
    }

    private ZipEntry entry(String path) throws IOException {
        ZipEntry entry = entries.get(path);
        if (entry == null) {
            throw new NoSuchFileException(path);
        }
        return entry;
    }

    @Override
    public List<String> list() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new DecantException(ErrorCode.STORAGE, "the zip cannot be closed", e);
        }
    }
}
