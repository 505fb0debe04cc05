package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipFile;

/** The place that a new archive is to have: what may be there, and what may be replaced. */
final class Target {
    private static final Set<String> OURS = Set.of(
            Manifest.FILE,
            "manifest.sig",
            "manifest.full.json.age",
            "datapackage.json",
            "README.txt",
            "data",
            "load",
            "files");

    private Target() {}

    /**
     * Only an archive is ever replaced: a slip in the path must not cost a folder of other things.
     *
     * @return the place, absolute
     */
    static Path check(Path out, boolean replace) {
        Path place = out.toAbsolutePath().normalize();
        Path parent = place.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw usage("there is no folder " + parent + " for the archive. Make it first");
        }
        try {
            Leftovers.sweep(place);
            if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                return place;
            }
            if (Files.isSymbolicLink(place)) {
                throw usage(out + " is a link. Name the place itself");
            }
            checkTaken(out, place, replace);
        } catch (IOException e) {
            throw new DecantException(ErrorCode.STORAGE, "cannot look at " + out + ": " + Storage.reason(e), e);
        }
        return place;
    }

    private static void checkTaken(Path out, Path place, boolean replace) throws IOException {
        boolean folder = Files.isDirectory(place);
        if (folder == place.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            throw usage(
                    out + " is there already, and is " + (folder ? "a folder" : "a file") + ". Choose another name");
        }
        if (folder && isEmpty(place)) {
            Files.delete(place);
            return;
        }
        if (!replace) {
            throw usage(out + " is there already. Choose another place, or replace it with --force");
        }
        String stranger = folder ? stranger(place) : zipStranger(place);
        if (!stranger.isEmpty()) {
            throw usage(out + " is not replaced: " + stranger + ". Move it away, or choose another place");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            return !children.iterator().hasNext();
        }
    }

    /** What in the folder is not an archive's, empty if all is. */
    private static String stranger(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve(Manifest.FILE), LinkOption.NOFOLLOW_LINKS)) {
            return "it is no archive, there is no " + Manifest.FILE + " in it";
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (!OURS.contains(name) && !name.startsWith("x-")) {
                    return "there is something else in it, " + name;
                }
            }
        }
        return "";
    }

    private static String zipStranger(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getEntry(Manifest.FILE) == null ? "it is a zip without " + Manifest.FILE : "";
        } catch (IOException e) {
            return "it is no zip that can be read";
        }
    }

    private static DecantException usage(String message) {
        return new DecantException(ErrorCode.USAGE, message);
    }
}
