package io.decant.archive;

import java.util.regex.Pattern;

/** What may name an archive in a store, and a file in an archive: nothing that leads out of either. */
public final class StoredNames {
    private static final Pattern ARCHIVE = Pattern.compile("[a-z0-9-]{1,100}");

    private StoredNames() {}

    /** Whether this is 1 to 100 characters {@code a-z}, {@code 0-9} and {@code -}. */
    public static boolean isArchive(String name) {
        return ARCHIVE.matcher(name).matches();
    }

    /** @throws IllegalArgumentException if no archive can have this name */
    public static void requireArchive(String name) {
        if (!isArchive(name)) {
            throw new IllegalArgumentException("not the name of an archive");
        }
    }

    /** @throws IllegalArgumentException if no file of an archive can have this path */
    public static void requirePath(String path) {
        if (path.startsWith(".") || path.startsWith("/") || path.contains("..") || path.contains("\\")) {
            throw new IllegalArgumentException("not a path in an archive");
        }
    }
}
