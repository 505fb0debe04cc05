package io.decant.spring.web;

import io.decant.archive.Archive;
import io.decant.archive.ArchiveStore;
import io.decant.archive.ArchiveStore.StoredFile;
import io.decant.archive.Hashes;
import io.decant.archive.Manifest;
import io.decant.archive.Part;
import io.decant.spring.job.Job;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** An archive's files over HTTP, from the store straight into the answer. */
final class Downloads {
    private final ArchiveStore archives;

    Downloads(ArchiveStore archives) {
        this.archives = archives;
    }

    /**
     * A file, of which Spring cuts out the ranges that are asked for.
     *
     * @param range the header; null if there is none
     * @throws Problem 404 if the archive has no such file, 416 if the range begins behind its end
     */
    ResponseEntity<Resource> file(Job job, String path, @Nullable String range) {
        String archive = String.valueOf(job.archive());
        byte[] manifest = String.valueOf(job.manifest()).getBytes(StandardCharsets.UTF_8);
        byte[] sha256 = path.equals(Manifest.FILE)
                ? Hashes.sha256().digest(manifest)
                : hash(Archive.manifest(manifest), path).orElseThrow(Problem::notFound);
        StoredFile file = archives.find(archive, path).orElseThrow(Problem::notFound);
        Resource content = new StoredResource(archives, archive, file);
        requireRange(range, content, file.bytes());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(type(path))
                .eTag(Hashes.hex(sha256))
                .header("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":")
                .header("X-Content-Type-Options", "nosniff")
                .body(content);
    }

    private static void requireRange(@Nullable String range, Resource content, long bytes) {
        try {
            HttpRange.toResourceRegions(HttpRange.parseRanges(range), content);
        } catch (IllegalArgumentException none) {
            throw new Problem(ProblemCode.RANGE_NOT_SATISFIABLE, "the file has " + bytes + " bytes")
                    .header(HttpHeaders.CONTENT_RANGE, "bytes */" + bytes);
        }
    }

    /** The hash that the manifest gives of a file; empty if it does not name it. */
    private static Optional<byte[]> hash(Manifest manifest, String path) {
        return manifest.included().stream()
                .flatMap(t -> t.parts().stream())
                .filter(p -> p.file().path().equals(path))
                .map(p -> p.file().sha256())
                .findFirst()
                .or(() -> manifest.files().stream()
                        .filter(f -> f.path().equals(path))
                        .map(Manifest.FileEntry::sha256)
                        .findFirst())
                .map(HexFormat.of()::parseHex);
    }

    private static MediaType type(String path) {
        if (path.endsWith(".csv")) {
            return MediaType.parseMediaType("text/csv;charset=UTF-8;header=present");
        } else if (path.endsWith(".json")) {
            return MediaType.APPLICATION_JSON;
        } else if (path.endsWith(".txt") || path.endsWith(".sql")) {
            return MediaType.parseMediaType("text/plain;charset=UTF-8");
        }
        return MediaType.APPLICATION_OCTET_STREAM;
    }

    /** Entries as they are, the manifest last: what was cut off is no archive. */
    StreamingResponseBody zip(Job job) {
        String archive = String.valueOf(job.archive());
        List<StoredFile> files = new ArrayList<>(archives.list(archive));
        files.sort(Comparator.comparing(file -> file.path().equals(Manifest.FILE)));
        Map<String, Long> checksums = checksums(job);
        return out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setMethod(ZipOutputStream.STORED);
                for (StoredFile file : files) {
                    Long checksum = checksums.get(file.path());
                    add(zip, archive, file, checksum == null ? checksum(archive, file) : checksum, job);
                }
            }
        };
    }

    /** CRC-32 of the files of which the manifest knows it: all that are large. One that is damaged breaks the download off. */
    private static Map<String, Long> checksums(Job job) {
        byte[] manifest = String.valueOf(job.manifest()).getBytes(StandardCharsets.UTF_8);
        return Archive.manifest(manifest).included().stream()
                .flatMap(t -> t.parts().stream())
                .filter(part -> part.stored() == null)
                .collect(Collectors.toMap(Part::path, part -> Long.parseLong(part.crc32(), 16)));
    }

    /** A stored entry begins with its checksum: whoever does not know it reads the file twice. */
    private long checksum(String archive, StoredFile file) throws IOException {
        CRC32 crc32 = new CRC32();
        try (InputStream in = new CheckedInputStream(archives.open(archive, file.path(), 0), crc32)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return crc32.getValue();
    }

    private void add(ZipOutputStream zip, String archive, StoredFile file, long checksum, Job job) throws IOException {
        ZipEntry entry = new ZipEntry(file.path());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(file.bytes());
        entry.setCompressedSize(file.bytes());
        entry.setTime(job.createdAt().toEpochMilli());
        entry.setCrc(checksum);
        zip.putNextEntry(entry);
        try (InputStream in = archives.open(archive, file.path(), 0)) {
            in.transferTo(zip);
        }
        zip.closeEntry();
    }
}
