package io.decant.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileArchiveTest {
    @TempDir
    private Path folder;

    private Path written(Compression compression) {
        Path out = folder.resolve("a");
        Fixture.write(out, new WriterOptions(1000, compression, false));
        return out;
    }

    private static void editManifest(Path out, UnaryOperator<String> change) throws IOException {
        Path manifest = out.resolve("manifest.json");
        String before = Files.readString(manifest);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(manifest, after);
    }

    private static void assertRefused(ErrorCode code, Path path) {
        assertThatThrownBy(() -> Archive.open(path).close())
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private void assertRefusedAfter(ErrorCode code, UnaryOperator<String> change) throws IOException {
        Path out = written(Compression.NONE);
        editManifest(out, change);
        assertRefused(code, out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../notes",
                "/etc",
                "notes/../notes",
                "..",
                ".",
                "",
                "NOTES/",
                "con",
                ".notes",
                "no tes",
                "not\\\\es",
                "tenants",
                "Tenants"
            })
    void refusesFoldersThatLeadElsewhere(String name) throws IOException {
        assertRefusedAfter(ErrorCode.ARCHIVE_UNREADABLE, s -> s.replace("data/notes/", "data/" + name + "/"));
    }

    @ParameterizedTest
    @CsvSource({
        "data/notes/00001.csv, data/notes/00002.csv",
        "data/notes/00001.csv, /data/notes/00001.csv",
        "data/notes/00001.csv, data/notes/1.csv",
        "data/notes/00001.csv, data/notes/00001.csv.gz",
        "README.txt, ../README.txt",
        "README.txt, data/notes/00001.csv",
        "load/duckdb.sql, load/POSTGRESQL.sql",
        "load/duckdb.sql, load/x.exe",
        "load/duckdb.sql, manifest.json"
    })
    void refusesPathsThatAreNotOfTheForm(String path, String other) throws IOException {
        assertRefusedAfter(ErrorCode.ARCHIVE_UNREADABLE, s -> s.replace("\"" + path + "\"", "\"" + other + "\""));
    }

    @Test
    void refusesANewerFormatAndUnknownFeatures() throws IOException {
        Path out = written(Compression.NONE);
        editManifest(out, s -> s.replace("\"format\" : 1,", "\"format\" : 2,"));
        assertRefused(ErrorCode.ARCHIVE_UNSUPPORTED, out);
        editManifest(
                out,
                s -> s.replace("\"format\" : 2,", "\"format\" : 1,")
                        .replace("\"requires\" : [ ]", "\"requires\" : [ \"age\" ]"));
        assertRefused(ErrorCode.ARCHIVE_UNSUPPORTED, out);
    }

    @Test
    void passesOverUnknownFields() throws IOException {
        Path out = written(Compression.NONE);
        editManifest(
                out,
                s -> s.replace("\"format\" : 1,", "\"format\" : 1, \"later\" : [ { \"x\" : null } ],")
                        .replace("\"nullable\" :", "\"comment\" : \"y\", \"nullable\" :"));
        Archive.open(out).close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\" : 1,|\"format\" : \"1\",",
                "\"format\" : 1,|\"format\" : 1.0,",
                "\"format\" : 1,|",
                "\"format\" : 1,|\"format\" : 0,",
                "\"rows\" : 4,|\"rows\" : -4,",
                "\"rows\" : 4,|\"rows\" : 4.5,",
                "\"rows\" : 4,|\"rows\" : 99999999999999999999,",
                "\"ordered\" : false|\"ordered\" : \"false\"",
                "\"type\" : \"bytes\"|\"type\" : \"blob\"",
                "\"columns\" : [ {|\"columns\" : [ null, {",
                "\"partSize\" : 1000|\"partSize\" : 104857601",
                "\"partSize\" : 1000|\"partSize\" : 10",
                "\"createdAt\" : \"2026-11-23T10:00:00.1|\"createdAt\" : \"yesterday",
                "\"membership\" : \"root\"|\"membership\" : \"Root\"",
                "\"primaryKey\" : [ \"Id\" ]|\"primaryKey\" : [ \"nope\" ]",
                "\"crc32\" : \"|\"crc32\" : \"x",
                "\"parentColumns\" : [ \"Id\" ]|\"parentColumns\" : [ \"nope\" ]",
                "\"requires\" : [ ],|\"requires\" : [ ], \"requires\" : [ ],",
                "{|",
                "{|[{",
                "\"schemaFingerprint\" : \"abab|\"schemaFingerprint\" : \"ABab"
            })
    void refusesAManifestThatIsNone(String part, String other) throws IOException {
        assertRefusedAfter(
                ErrorCode.ARCHIVE_UNREADABLE, s -> s.replaceFirst(Pattern.quote(part), other == null ? "" : other));
    }

    @Test
    void refusesTrailingJsonDeepJsonHugeJsonAndNoManifest() throws IOException {
        Path out = written(Compression.NONE);
        editManifest(out, s -> s + "{}");
        assertRefused(ErrorCode.ARCHIVE_UNREADABLE, out);
        Files.writeString(out.resolve("manifest.json"), "{\"x\":" + "[".repeat(100_000));
        assertRefused(ErrorCode.ARCHIVE_UNREADABLE, out);
        Files.write(out.resolve("manifest.json"), new byte[Json.LARGEST + 1]);
        assertRefused(ErrorCode.ARCHIVE_UNREADABLE, out);
        Files.write(out.resolve("manifest.json"), new byte[0]);
        assertRefused(ErrorCode.ARCHIVE_UNREADABLE, out);
        Files.delete(out.resolve("manifest.json"));
        assertRefused(ErrorCode.ARCHIVE_UNREADABLE, out);
        Files.createSymbolicLink(out.resolve("manifest.json"), folder.resolve("elsewhere"));
        assertRefused(ErrorCode.ARCHIVE_UNREADABLE, out);
        assertRefused(ErrorCode.ARCHIVE_UNREADABLE, folder.resolve("nothing"));
        assertRefused(ErrorCode.ARCHIVE_UNREADABLE, Files.writeString(folder.resolve("x.zip"), "PK no zip"));
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    @Test
    void refusesAZipWithTwoEntriesOfOneName() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(
                    zip,
                    "manifest.json",
                    Files.readAllBytes(written(Compression.NONE).resolve("manifest.json")));
            add(zip, "manifest.jsoX", "{}".getBytes(StandardCharsets.UTF_8));
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        for (String name : new String[] {"manifest.json", "manifest.jsON"}) {
            Path file = folder.resolve(name + ".zip");
            Files.write(file, text.replace("manifest.jsoX", name).getBytes(StandardCharsets.ISO_8859_1));
            assertRefused(ErrorCode.ARCHIVE_UNREADABLE, file);
        }
    }

    @Test
    void namesStrangersInAZip() throws IOException {
        Path out = folder.resolve("a.zip");
        Fixture.write(folder.resolve("a"), WriterOptions.DEFAULT);
        try (OutputStream file = Files.newOutputStream(out);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> members = Files.walk(folder.resolve("a"))) {
            for (Path member : members.filter(Files::isRegularFile).toList()) {
                add(zip, folder.resolve("a").relativize(member).toString(), Files.readAllBytes(member));
            }
            add(zip, "../../evil.sh", new byte[3]);
        }
        try (Archive archive = Archive.open(out)) {
            assertThat(archive.strayMembers()).containsExactly("../../evil.sh is not in the manifest");
            assertThat(Fixture.readAll(archive.records(
                            archive.manifest().table(Fixture.LINES).orElseThrow())))
                    .hasSize(4);
        }
    }

    /** A gzip that unpacks to far more than the manifest says, with hashes of the stored bytes that hold. */
    @Test
    void readsNoMoreOfABombThanTheManifestSays() throws IOException {
        Path out = written(Compression.GZIP);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write("note\r\n".getBytes(StandardCharsets.UTF_8));
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) 'x');
            for (int i = 0; i < 300; i++) {
                gzip.write(block);
            }
        }
        Path part = out.resolve("data/notes/00001.csv.gz");
        byte[] old = Files.readAllBytes(part);
        Files.write(part, bomb.toByteArray());
        editManifest(
                out,
                s -> s.replace(Hashes.sha256(old), Hashes.sha256(bomb.toByteArray()))
                        .replaceFirst(
                                "(\"path\" : \"data/notes/00001.csv.gz\",\\s+\"bytes\" : )[0-9]+", "$1" + bomb.size()));
        try (Archive archive = Archive.open(out)) {
            ManifestTable notes = archive.manifest().table(Fixture.NOTES).orElseThrow();
            assertThatThrownBy(() -> Fixture.readAll(archive.records(notes)))
                    .isInstanceOf(DecantException.class)
                    .hasMessageContaining("more than the manifest says");
        }
    }

    @Test
    void readsNoMoreOfAZipEntryThanTheManifestSays() throws IOException {
        Path out = folder.resolve("b.zip");
        byte[] large = new byte[5_000_000];
        Path source = written(Compression.NONE);
        try (OutputStream file = Files.newOutputStream(out);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            add(zip, "manifest.json", Files.readAllBytes(source.resolve("manifest.json")));
            add(zip, "data/notes/00001.csv", large);
        }
        try (Archive archive = Archive.open(out)) {
            ManifestTable notes = archive.manifest().table(Fixture.NOTES).orElseThrow();
            assertThatThrownBy(() -> Fixture.readAll(archive.records(notes)))
                    .isInstanceOf(DecantException.class)
                    .hasMessageContaining("length");
        }
    }
}
