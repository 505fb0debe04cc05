package io.decant.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.Membership;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveTest {
    @TempDir
    private Path folder;

    private static void assertCode(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private List<String> siblings() {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(p -> p.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"a,NONE", "a,GZIP", "a,ZSTD", "a.zip,NONE", "a.zip,GZIP", "a.ZIP,ZSTD"})
    void whatIsWrittenIsRead(String name, Compression compression) {
        Path out = folder.resolve(name);
        Manifest written = Fixture.write(out, new WriterOptions(150, compression, false));
        assertThat(siblings()).containsExactly(name);
        try (Archive archive = Archive.open(out)) {
            assertThat(archive.manifest()).isEqualTo(normalised(written));
            assertThat(archive.strayMembers()).isEmpty();
            Fixture.rows().forEach((table, rows) -> {
                ManifestTable described = archive.manifest().table(table).orElseThrow();
                assertThat(Fixture.readAll(archive.records(described))).isEqualTo(rows);
                assertThat(described.rows()).isEqualTo(rows.size());
                RowDigest digest = new RowDigest("t", described.table().columns());
                rows.forEach(r -> digest.accept(Fixture.record(r)));
                assertThat(described.digest()).isEqualTo(digest.hex());
            });
            ManifestTable orders = archive.manifest().table(Fixture.ORDERS).orElseThrow();
            assertThat(orders.parts())
                    .hasSizeGreaterThan(1)
                    .allSatisfy(p -> assertThat(p.bytes()).isLessThanOrEqualTo(150));
            assertThat(archive.manifest().table(Fixture.KEYS).orElseThrow().reason())
                    .isEqualTo("internal keys");
        }
    }

    /** A reference's name is not part of a manifest. */
    private static Manifest normalised(Manifest manifest) {
        return ManifestReader.read(ManifestPrinter.print(manifest));
    }

    @Test
    void theManifestKeepsEveryType() {
        List<Column> columns = new ArrayList<>();
        for (TypeKind kind : TypeKind.values()) {
            if (kind != TypeKind.ARRAY) {
                columns.add(Fixture.column("c" + columns.size(), kind, true));
            }
        }
        columns.add(Fixture.column("nested", ColumnType.arrayOf(ColumnType.arrayOf(ColumnType.decimal(5, 2))), true));
        columns.add(
                Fixture.column("stored", ColumnType.of(TypeKind.TIMESTAMPTZ, 3).storedAs("UTC", "iso-space"), false));
        columns.add(new Column(
                "id", ColumnType.of(TypeKind.INTEGER, 64), "bigint", false, Column.Generation.IDENTITY_ALWAYS, true));
        columns.add(new Column(
                "twice", ColumnType.of(TypeKind.INTEGER, 64), "bigint", true, Column.Generation.COMPUTED, true));
        TableName name = new TableName("s", "t");
        ArchivedTable table = new ArchivedTable(
                Fixture.table(name, columns, List.of(), List.of()), Membership.OWNED, List.of(), null);
        Path out = folder.resolve("types");
        Fixture.write(out, WriterOptions.DEFAULT, List.of(table), Map.of());
        try (Archive archive = Archive.open(out)) {
            assertThat(archive.manifest().schema().tables().get(0).columns()).isEqualTo(columns);
        }
    }

    @Test
    void anEmptyTableHasOnePartWithTheHeaderAlone() throws IOException {
        Path out = folder.resolve("empty");
        Manifest manifest = Fixture.write(out, WriterOptions.DEFAULT, Fixture.tables(), Map.of());
        assertThat(manifest.totals().rows()).isZero();
        assertThat(out.resolve("data/tenants/00001.csv")).hasContent("id\r\n");
        assertThat(out.resolve("data/order~20lines/00001.csv")).hasContent("order,no,\"text, \"\"quoted\"\"\"\r\n");
        try (Archive archive = Archive.open(out)) {
            assertThat(Fixture.readAll(
                            archive.records(archive.manifest().included().get(0))))
                    .isEmpty();
        }
    }

    @Test
    void csvIsExactlyAsTheFormatSays() throws IOException {
        Path out = folder.resolve("a");
        Fixture.write(out, WriterOptions.DEFAULT);
        assertThat(Files.readString(out.resolve("data/notes/00001.csv")))
                .isEqualTo("note\r\n\r\n\"\"\r\n\" x\"\r\n\r\n");
        assertThat(Files.readString(out.resolve("data/order~20lines/00001.csv")))
                .isEqualTo(
                        "order,no,\"text, \"\"quoted\"\"\"\r\n1,1,\"\"\r\n1,2,\r\n2,1,\"a\r\nb, \"\"c\"\" \u0000 é 😀 \"\r\n3,1,\"\\.\"\r\n");
    }

    @Test
    void chunksOfATableMerge() {
        Path out = folder.resolve("a");
        Manifest whole = Fixture.write(folder.resolve("whole"), WriterOptions.DEFAULT);
        try (ArchiveWriter archive = ArchiveWriter.create(out, WriterOptions.DEFAULT, Fixture.tables())) {
            for (ArchivedTable table : Fixture.tables()) {
                if (!table.included()) {
                    continue;
                }
                List<List<String>> rows = Fixture.rows().get(table.name());
                try (TableWriter one = archive.openTable(table.name());
                        TableWriter two = archive.openTable(table.name());
                        TableWriter idle = archive.openTable(table.name())) {
                    for (int i = 0; i < rows.size(); i++) {
                        (i % 2 == 0 ? one : two).accept(Fixture.record(rows.get(i)));
                    }
                    assertThat(two.finish().rows() + one.finish().rows()).isEqualTo(rows.size());
                    assertThat(idle.finish().parts()).isEmpty();
                }
            }
            Manifest merged = archive.commit(Fixture.head());
            for (ManifestTable table : merged.included()) {
                assertThat(table.digest())
                        .isEqualTo(whole.table(table.name()).orElseThrow().digest());
            }
            assertThat(merged.table(Fixture.ORDERS).orElseThrow().parts()).hasSize(2);
        }
        try (Archive archive = Archive.open(out)) {
            ManifestTable lines = archive.manifest().table(Fixture.LINES).orElseThrow();
            assertThat(Fixture.readAll(archive.records(lines)))
                    .containsExactlyInAnyOrderElementsOf(Fixture.rows().get(Fixture.LINES));
        }
    }

    @Test
    void aTableThatWasNotWrittenIsNoEmptyTable() {
        try (ArchiveWriter archive =
                ArchiveWriter.create(folder.resolve("a"), WriterOptions.DEFAULT, Fixture.tables())) {
            assertThatThrownBy(() -> archive.commit(Fixture.head())).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> archive.openTable(Fixture.KEYS)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(siblings()).isEmpty();
    }

    @Test
    void aRecordLargerThanAPartIsRefusedByTable() {
        WriterOptions options = new WriterOptions(100, Compression.NONE, false);
        try (ArchiveWriter archive = ArchiveWriter.create(folder.resolve("a"), options, Fixture.tables());
                TableWriter notes = archive.openTable(Fixture.NOTES)) {
            notes.accept(Fixture.record(List.of("x".repeat(90))));
            assertThatThrownBy(() -> notes.accept(Fixture.record(List.of("\"".repeat(50)))))
                    .isInstanceOfSatisfying(DecantException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.VALUE_UNREPRESENTABLE);
                        assertThat(e).hasMessageContaining("notes").hasMessageContaining("104");
                    });
        }
        assertThat(siblings()).isEmpty();
    }

    @Test
    void partsAreCutAtTheSameRecordsWhateverTheirSize() throws IOException {
        // Fields of one and a half megabytes, which take the way of large records, and small ones between.
        String plain = "x".repeat(1_500_000);
        String quoted = "\"y".repeat(500_000);
        List<List<String>> notes = List.of(
                List.of("first"), List.of(plain), List.of(quoted), List.of("small"), List.of(plain), List.of(quoted));
        Path out = folder.resolve("a");
        WriterOptions options = new WriterOptions(3_100_000, Compression.NONE, false);
        Manifest manifest = Fixture.write(out, options, Fixture.tables(), Map.of(Fixture.NOTES, notes));
        ManifestTable table = manifest.table(Fixture.NOTES).orElseThrow();
        // "note\r\n" and "first\r\n", then 1,500,002 bytes of the one and 1,500,004 of the other.
        assertThat(table.parts())
                .extracting(Part::rows, Part::bytes)
                .containsExactly(tuple(4L, 6 + 7 + 1_500_002L + 1_500_004 + 7), tuple(2L, 6 + 1_500_002L + 1_500_004));
        try (Archive archive = Archive.open(out)) {
            assertThat(Fixture.readAll(archive.records(table))).isEqualTo(notes);
        }
        assertThat(new String(Files.readAllBytes(out.resolve("data/notes/00001.csv")), StandardCharsets.UTF_8))
                .isEqualTo("note\r\nfirst\r\n" + plain + "\r\n\"" + "\"\"y".repeat(500_000) + "\"\r\nsmall\r\n");
    }

    @Test
    void aLargeRecordThatFitsIntoNoPartIsRefused() {
        WriterOptions options = new WriterOptions(1_100_000, Compression.NONE, false);
        try (ArchiveWriter archive = ArchiveWriter.create(folder.resolve("a"), options, Fixture.tables());
                TableWriter notes = archive.openTable(Fixture.NOTES)) {
            assertThatThrownBy(() -> notes.accept(Fixture.record(List.of("\"".repeat(1_060_000)))))
                    .isInstanceOf(DecantException.class)
                    .hasMessageContaining("2120004 bytes");
        }
        assertThat(siblings()).isEmpty();
    }

    @Test
    void jsonThatIsNoneIsRefusedByTableAndColumn() {
        try (ArchiveWriter archive =
                        ArchiveWriter.create(folder.resolve("a"), WriterOptions.DEFAULT, Fixture.tables());
                TableWriter orders = archive.openTable(Fixture.ORDERS)) {
            List<String> row =
                    new ArrayList<>(Fixture.rows().get(Fixture.ORDERS).get(0));
            row.set(6, "{secret");
            assertThatThrownBy(() -> orders.accept(Fixture.record(row)))
                    .isInstanceOf(DecantException.class)
                    .hasMessageContaining("Orders")
                    .hasMessageContaining("doc")
                    .message()
                    .doesNotContain("secret");
        }
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Path out = folder.resolve("a");
        Fixture.write(out, WriterOptions.DEFAULT);
        assertCode(ErrorCode.USAGE, () -> Fixture.write(out, WriterOptions.DEFAULT));
        Path other = Files.createDirectory(folder.resolve("home"));
        Files.writeString(other.resolve("letter.txt"), "dear");
        WriterOptions replace = new WriterOptions(1000, Compression.NONE, true);
        assertCode(ErrorCode.USAGE, () -> Fixture.write(other, replace));
        Files.writeString(out.resolve("letter.txt"), "dear");
        assertCode(ErrorCode.USAGE, () -> Fixture.write(out, replace));
        Files.delete(out.resolve("letter.txt"));
        Path zip = Files.writeString(folder.resolve("a.zip"), "not a zip");
        assertCode(ErrorCode.USAGE, () -> Fixture.write(zip, replace));
        Path link = Files.createSymbolicLink(folder.resolve("link"), out);
        assertCode(ErrorCode.USAGE, () -> Fixture.write(link, replace));
        assertCode(ErrorCode.USAGE, () -> Fixture.write(folder.resolve("no/such/parent"), replace));
        assertThat(other.resolve("letter.txt")).hasContent("dear");
        Archive.open(out).close();
    }

    @ParameterizedTest
    @CsvSource({"a", "a.zip"})
    void anArchiveGivesWayOnlyToACompleteOne(String name) {
        Path out = folder.resolve(name);
        Fixture.write(out, WriterOptions.DEFAULT);
        WriterOptions replace = new WriterOptions(1000, Compression.GZIP, true);
        ArchiveWriter failed = ArchiveWriter.create(out, replace, Fixture.tables());
        failed.openTable(Fixture.TENANTS).accept(Fixture.record(List.of("acme")));
        failed.close();
        try (Archive archive = Archive.open(out)) {
            assertThat(archive.manifest().compression()).isEqualTo(Compression.NONE);
        }
        Fixture.write(out, replace);
        try (Archive archive = Archive.open(out)) {
            assertThat(archive.manifest().compression()).isEqualTo(Compression.GZIP);
        }
        assertThat(siblings()).containsExactly(name);
    }

    @Test
    void anEmptyFolderIsAPlaceForAnArchive() throws IOException {
        Path out = Files.createDirectory(folder.resolve("a"));
        Fixture.write(out, WriterOptions.DEFAULT);
        Archive.open(out).close();
    }

    @Test
    void closingFromAnotherThreadLeavesNothing() throws Exception {
        Path out = folder.resolve("a");
        ArchiveWriter archive =
                ArchiveWriter.create(out, new WriterOptions(100, Compression.ZSTD, false), Fixture.tables());
        TableWriter notes = archive.openTable(Fixture.NOTES);
        for (int i = 0; i < 100; i++) {
            notes.accept(Fixture.record(List.of("note " + i)));
        }
        Thread hook = new Thread(archive::close);
        hook.start();
        hook.join();
        assertThat(siblings()).isEmpty();
        assertCode(ErrorCode.INTERRUPTED, () -> {
            for (int i = 0; i < 100; i++) {
                notes.accept(Fixture.record(List.of("note " + i)));
            }
        });
        notes.close();
        assertCode(ErrorCode.INTERRUPTED, () -> archive.commit(Fixture.head()));
        assertThat(siblings()).isEmpty();
    }

    @Test
    void leftoversOfAKilledRunAreSweptAndThoseInUseAreNot() throws IOException {
        Path out = folder.resolve("a");
        Path dead = Files.createDirectories(folder.resolve(".a.partial-0123456789abcdef/data/x"))
                .getParent()
                .getParent();
        Files.writeString(dead.resolve("data/x/00001.csv"), "x\r\n");
        Files.writeString(folder.resolve(".a.partial-0123456789abcdef.lock"), "");
        Files.writeString(folder.resolve(".a.partial-notours"), "");
        Files.createDirectory(folder.resolve(".b.partial-0123456789abcdef"));
        try (ArchiveWriter inUse = ArchiveWriter.create(out, WriterOptions.DEFAULT, Fixture.tables())) {
            assertThat(dead).doesNotExist();
            inUse.openTable(Fixture.TENANTS).accept(Fixture.record(List.of("acme")));
            Fixture.write(out, WriterOptions.DEFAULT);
            assertThat(siblings()).hasSize(5).contains("a", ".a.partial-notours", ".b.partial-0123456789abcdef");
        }
        assertThat(siblings()).containsExactly(".a.partial-notours", ".b.partial-0123456789abcdef", "a");
    }

    @Test
    void anArchiveMovedAsideByAKilledRunComesBack() throws IOException {
        Path out = folder.resolve("a");
        Fixture.write(out, WriterOptions.DEFAULT);
        Files.move(out, folder.resolve(".a.partial-0123456789abcdef.old"));
        assertCode(ErrorCode.USAGE, () -> Fixture.write(out, WriterOptions.DEFAULT));
        Archive.open(out).close();
        assertThat(siblings()).containsExactly("a");
    }

    @Test
    void twoRunsWriteTheSameBytes() throws IOException {
        Fixture.write(folder.resolve("a.zip"), new WriterOptions(150, Compression.ZSTD, false));
        Fixture.write(folder.resolve("b.zip"), new WriterOptions(150, Compression.ZSTD, false));
        assertThat(folder.resolve("a.zip")).hasSameBinaryContentAs(folder.resolve("b.zip"));
    }
}
