package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.RecordSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An archive to read: a directory or a zip. Nothing in it is trusted: only members that the manifest names are read, and
 * never more of them than it says. Thread-safe; each {@link RecordSource} belongs to one thread at a time.
 */
public final class Archive implements AutoCloseable {
    private static final Set<String> RESERVED = Set.of(Manifest.FILE, "manifest.sig", "manifest.full.json.age");

    private final Members members;
    private final Manifest manifest;

    private Archive(Members members, Manifest manifest) {
        this.members = members;
        this.manifest = manifest;
    }

    /**
     * @throws DecantException {@code ARCHIVE_UNREADABLE} if there is no manifest or it cannot be read;
     *     {@code ARCHIVE_UNSUPPORTED} if its format is newer or it requires what this version does not know
     */
    public static Archive open(Path path) {
        Members members = members(path);
        try {
            return new Archive(members, ManifestReader.read(manifestBytes(members, path)));
        } catch (RuntimeException e) {
            members.close();
            throw e;
        }
    }

    /**
     * A manifest by itself, before its archive is there.
     *
     * @param json at most {@value Json#LARGEST} bytes of {@code manifest.json}
     * @throws DecantException {@code ARCHIVE_UNREADABLE}, {@code ARCHIVE_UNSUPPORTED}
     */
    public static Manifest manifest(byte[] json) {
        return ManifestReader.read(json);
    }

    private static Members members(Path path) {
        if (Files.isDirectory(path)) {
            return new FolderMembers(path);
        }
        if (!Files.exists(path)) {
            throw unreadable("there is nothing at " + path, null);
        }
        try {
            return new ZipMembers(path);
        } catch (IOException e) {
            throw unreadable(path + " is neither a folder nor a zip that can be read", e);
        }
    }

    private static byte[] manifestBytes(Members members, Path path) {
        if (!members.has(Manifest.FILE)) {
            throw unreadable(path + " is no archive: there is no " + Manifest.FILE + " in it", null);
        }
        try (InputStream in = members.open(Manifest.FILE)) {
            byte[] bytes = in.readNBytes(Json.LARGEST + 1);
            if (bytes.length > Json.LARGEST) {
                throw unreadable(Manifest.FILE + " is larger than " + Json.LARGEST + " bytes", null);
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(Manifest.FILE + " in " + path + " cannot be read: " + Storage.reason(e), e);
        }
    }

    private static DecantException unreadable(String what, @Nullable Exception cause) {
        return new DecantException(ErrorCode.ARCHIVE_UNREADABLE, what, cause);
    }

    public Manifest manifest() {
        return manifest;
    }

    /**
     * The records of an included table, part after part. Lengths and CSV rules are checked as it goes, hashes and counts
     * at the end of each part: what was read is proved only when {@link RecordSource#next} has returned false. Whether
     * fields are canonical text of their types, and whether the digest holds, is not checked here.
     *
     * @throws DecantException from the source: {@code CONTENT_WRONG} naming file and line
     */
    public RecordSource records(ManifestTable table) {
        return new PartsSource(members, manifest.compression(), table, table.parts());
    }

    /** The records of one part. */
    public PartRecords records(ManifestTable table, Part part) {
        return new PartRecords(new PartsSource(members, manifest.compression(), table, List.of(part)));
    }

    /**
     * Members that should not be there, that are missing, and, other than parts, that are not what the manifest says: one
     * line each, naming the file.
     *
     * @throws DecantException {@code STORAGE} if the archive cannot be listed
     */
    public List<String> strayMembers() {
        Set<String> expected = new HashSet<>(RESERVED);
        manifest.files().forEach(f -> expected.add(f.path()));
        manifest.included()
                .forEach(t -> t.parts().forEach(p -> expected.add(p.file().path())));
        List<String> findings = new ArrayList<>();
        try {
            for (String path : members.list()) {
                if (!expected.contains(path) && !path.startsWith("files/") && !path.startsWith("x-")) {
                    findings.add(printable(path) + " is not in the manifest");
                }
            }
        } catch (IOException e) {
            throw new DecantException(ErrorCode.STORAGE, "the archive cannot be listed: " + Storage.reason(e), e);
        }
        for (Manifest.FileEntry file : manifest.files()) {
            checkCompanion(file, findings);
        }
        return findings;
    }

    /**
     * Whether all files are the ones that the manifest names, by length and SHA-256, and no others lie beside them. That is
     * much sooner known than whether the archive is sound, and a file that was damaged or changed shows by it.
     *
     * @param read hears how many bytes of parts were read
     * @throws DecantException {@code STORAGE} if the archive cannot be listed, {@code INTERRUPTED}
     */
    public boolean intact(LongConsumer read) {
        return strayMembers().isEmpty() && new StoredFiles(members).intact(manifest, read);
    }

    private static String printable(String path) {
        String safe = path.replaceAll("\\p{Cntrl}", "?");
        return safe.length() > 200 ? safe.substring(0, 200) + "…" : safe;
    }

    private void checkCompanion(Manifest.FileEntry file, List<String> findings) {
        if (!members.has(file.path())) {
            findings.add(file.path() + " is missing");
            return;
        }
        try (InputStream in = members.open(file.path())) {
            MessageDigest sha256 = Hashes.sha256();
            byte[] block = new byte[64 * 1024];
            long left = Json.LARGEST;
            for (int count = in.read(block); count >= 0 && left > 0; count = in.read(block)) {
                sha256.update(block, 0, count);
                left -= count;
            }
            if (left <= 0 || !Hashes.hex(sha256.digest()).equals(file.sha256())) {
                findings.add(file.path() + ": its SHA-256 is not what the manifest says");
            }
        } catch (IOException e) {
            findings.add(file.path() + " cannot be read: " + Storage.reason(e));
        }
    }

    @Override
    public void close() {
        members.close();
    }
}
