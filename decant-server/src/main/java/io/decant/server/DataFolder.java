package io.decant.server;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder for archives and jobs, which hold what tenants own: it is made so that nobody else can look in. */
final class DataFolder {
    private DataFolder() {}

    /** Makes the folder; one that is there is left as it is. */
    static void make(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                }
            }
        } catch (IOException e) {
            throw new DecantException(
                    ErrorCode.STORAGE, "decant.data: the folder " + folder + " cannot be made. Check the rights", e);
        }
    }
}
