package io.decant.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a killed run leaves beside an archive's place: {@code .NAME.partial-<16 hex>}, its lock file, and the archive that
 * it was about to replace. A folder whose lock is held is in use and is left alone.
 */
final class Leftovers {
    private static final String LOCK = ".lock";
    private static final String OLD = ".old";

    private Leftovers() {}

    /** A hidden name that is ours while the lock is held. */
    record Claim(Path folder, FileChannel lock) {
        /** Where an archive that gives way is put for a moment. */
        Path old() {
            return folder.resolveSibling(folder.getFileName() + OLD);
        }

        void release() throws IOException {
            Files.deleteIfExists(lockFile(folder));
            lock.close();
        }
    }

    static Claim claim(Path out) throws IOException {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        Path folder = out.resolveSibling(prefix(out) + HexFormat.of().formatHex(random));
        FileChannel channel = lock(folder, StandardOpenOption.CREATE_NEW);
        if (channel == null) {
            throw new IOException("the lock file beside the archive cannot be locked");
        }
        return new Claim(folder, channel);
    }

    /** Removes what is no longer in use, and puts an archive back that was moved aside and has no successor. */
    static void sweep(Path out) throws IOException {
        for (Path folder : leftovers(out)) {
            FileChannel channel = lock(folder, StandardOpenOption.CREATE);
            if (channel == null) {
                continue;
            }
            try (channel) {
                Claim claim = new Claim(folder, channel);
                if (Files.exists(claim.old(), LinkOption.NOFOLLOW_LINKS)
                        && !Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(claim.old(), out);
                }
                Storage.delete(claim.old());
                Storage.delete(folder);
                claim.release();
            }
        }
    }

    private static List<Path> leftovers(Path out) throws IOException {
        Pattern ours = Pattern.compile(Pattern.quote(prefix(out)) + "([0-9a-f]{16})(\\.lock|\\.old)?");
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(out.getParent())) {
            for (Path sibling : siblings) {
                Matcher matcher = ours.matcher(sibling.getFileName().toString());
                if (matcher.matches()) {
                    names.add(prefix(out) + matcher.group(1));
                }
            }
        }
        List<Path> folders = new ArrayList<>();
        names.forEach(name -> folders.add(out.resolveSibling(name)));
        return folders;
    }

    private static @Nullable FileChannel lock(Path folder, StandardOpenOption create) throws IOException {
        FileChannel channel = FileChannel.open(lockFile(folder), create, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Another thread of this process holds it: in use.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    private static Path lockFile(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }

    private static String prefix(Path out) {
        return "." + out.getFileName() + ".partial-";
    }
}
