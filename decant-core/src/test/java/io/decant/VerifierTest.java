package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.archive.Archive;
import io.decant.archive.ArchiveWriter;
import io.decant.archive.ArchivedTable;
import io.decant.archive.Compression;
import io.decant.archive.Fixture;
import io.decant.archive.TableWriter;
import io.decant.archive.WriterOptions;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.Membership;
import io.decant.record.RecordBuffer;
import io.decant.schema.ForeignKey;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {
    private static final TableName PARENTS = new TableName("s", "parents");
    private static final TableName CHILDREN = new TableName("s", "children");

    @TempDir
    private Path folder;

    private VerifyReport verify(Path path) {
        return new Verifier(Progress.NONE).verify(path);
    }

    private Path written() {
        return written(Compression.NONE);
    }

    private Path written(Compression compression) {
        Path out = folder.resolve("archive");
        Fixture.write(out, new WriterOptions(150, compression, false));
        return out;
    }

    private static void edit(Path file, UnaryOperator<String> change) throws IOException {
        String before = Files.readString(file);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
    }

    private VerifyReport refused(Path path, String... words) {
        VerifyReport report = verify(path);
        assertThat(report.sound()).isFalse();
        assertThat(String.join("\n", report.findings())).contains(words);
        return report;
    }

    @ParameterizedTest
    @EnumSource
    void anArchiveAsWrittenIsSound(Compression compression) {
        VerifyReport report = verify(written(compression));
        assertThat(report.findings()).isEmpty();
        assertThat(report.notes()).isEmpty();
        assertThat(report.tables()).hasSize(4).allMatch(VerifyReport.VerifiedTable::sound);
        assertThat(report.tables().get(0).table()).isEqualTo("Orders");
        assertThat(report.tables().get(0).rows()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void anyFlippedByteOfAPartIsFound(Compression compression) throws IOException {
        Path out = written(compression);
        Path part = out.resolve("data/order~20lines/00001.csv" + compression.suffix());
        byte[] bytes = Files.readAllBytes(part);
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 1;
            Files.write(part, flipped);
            VerifyReport report = refused(out, "data/order~20lines/00001.csv");
            assertThat(report.tables().get(1).sound()).isTrue();
        }
    }

    @Test
    void aMissingPartIsNamed() throws IOException {
        Path out = written();
        Files.delete(out.resolve("data/notes/00001.csv"));
        VerifyReport report = refused(out, "data/notes/00001.csv", "no such file");
        assertThat(report.tables()).filteredOn(t -> !t.sound()).hasSize(1);
    }

    @Test
    void aShortenedOrLengthenedPartIsNamed() throws IOException {
        Path out = written();
        edit(out.resolve("data/notes/00001.csv"), s -> s + "more\r\n");
        refused(out, "data/notes/00001.csv", "length");
        edit(out.resolve("data/notes/00001.csv"), s -> "note\r\n");
        refused(out, "data/notes/00001.csv", "length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/notes/00002.csv", "stray.txt", "data/other/x", "load/evil.sh"})
    void anAdditionalFileIsNamed(String name) throws IOException {
        Path out = written();
        Files.createDirectories(out.resolve(name).getParent());
        Files.writeString(out.resolve(name), "x");
        refused(out, name + " is not in the manifest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"files/1.pdf", "x-comment.txt", "manifest.sig"})
    void reservedMembersArePassedOver(String name) throws IOException {
        Path out = written();
        Files.createDirectories(out.resolve(name).getParent());
        Files.writeString(out.resolve(name), "x");
        assertThat(verify(out).sound()).isTrue();
    }

    @Test
    void aChangedCompanionIsNamed() throws IOException {
        Path out = written();
        edit(out.resolve("load/postgresql.sql"), s -> s + "DROP TABLE x;\n");
        Files.delete(out.resolve("README.txt"));
        refused(out, "load/postgresql.sql", "README.txt is missing");
    }

    @Test
    void aChangedDigestTotalsOrCountIsNamed() throws IOException {
        Path out = written();
        String digest = Archive.open(out).manifest().included().get(0).digest();
        edit(out.resolve("manifest.json"), s -> s.replace(digest, "0".repeat(64)));
        assertThat(refused(out, "Orders", "digest").findings()).hasSize(1);
        Path other = folder.resolve("other");
        Fixture.write(other, WriterOptions.DEFAULT);
        edit(other.resolve("manifest.json"), s -> s.replaceFirst("\"rows\" : 12,", "\"rows\" : 13,"));
        refused(other, "totals");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path out = written();
        Path part = out.resolve("data/notes/00001.csv");
        Path elsewhere = Files.move(part, folder.resolve("elsewhere.csv"));
        Files.createSymbolicLink(part, elsewhere);
        refused(out, "data/notes/00001.csv", "link");
        Files.delete(part);
        Files.delete(part.getParent());
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.move(elsewhere, outside.resolve("00001.csv"));
        Files.createSymbolicLink(out.resolve("data/notes"), outside);
        refused(out, "data/notes/00001.csv", "link");
    }

    @Test
    void withoutAManifestItIsNoArchive() throws IOException {
        Path out = written();
        Files.delete(out.resolve("manifest.json"));
        assertThatThrownBy(() -> verify(out))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ARCHIVE_UNREADABLE));
    }

    private static List<ArchivedTable> familyTables() {
        ForeignKey reference = Fixture.reference(CHILDREN, "parent", PARENTS, "code");
        ForeignKey polymorphic = new ForeignKey(
                "x",
                CHILDREN,
                List.of("subject"),
                PARENTS,
                List.of("id"),
                ForeignKey.Enforcement.NONE,
                Map.of("kind", List.of("Parent", "Elder")));
        return List.of(
                new ArchivedTable(
                        Fixture.table(
                                PARENTS,
                                List.of(
                                        Fixture.column("id", TypeKind.INTEGER, false),
                                        Fixture.column("code", TypeKind.TEXT, true)),
                                List.of("id"),
                                List.of(List.of("code"))),
                        Membership.OWNED,
                        List.of(),
                        null),
                new ArchivedTable(
                        Fixture.table(
                                CHILDREN,
                                List.of(
                                        Fixture.column("id", TypeKind.INTEGER, false),
                                        Fixture.column("parent", TypeKind.TEXT, true),
                                        Fixture.column("subject", TypeKind.DECIMAL, true),
                                        Fixture.column("kind", TypeKind.TEXT, true)),
                                List.of("id"),
                                List.of(),
                                reference,
                                polymorphic),
                        Membership.REACHED,
                        List.of(),
                        null));
    }

    private VerifyReport family(List<List<String>> parents, List<List<String>> children) {
        Map<TableName, List<List<String>>> rows = new HashMap<>();
        rows.put(PARENTS, parents);
        rows.put(CHILDREN, children);
        Path out = folder.resolve("family" + System.nanoTime());
        Fixture.write(out, WriterOptions.DEFAULT, familyTables(), rows);
        VerifyReport large = verify(out);
        VerifyReport small = new Verifier(Progress.NONE, 500, 2).verify(out);
        assertThat(small.findings()).hasSameSizeAs(large.findings());
        return large;
    }

    @Test
    void keysThatComeTwiceAreNamedByLine() {
        VerifyReport report = family(
                List.of(List.of("1", "a"), List.of("2", "a\r\n"), List.of("3", "b"), List.of("1", "b")), List.of());
        assertThat(report.findings())
                .containsExactlyInAnyOrder(
                        "data/parents/00001.csv, line 6: table parents: another row has the same values in the primary key (id)",
                        "data/parents/00001.csv, line 6: table parents: another row has the same values in the unique key (code)");
        assertThat(report.tables().get(1).sound()).isFalse();
    }

    @Test
    void nullsAreNoKeyAndNameNobody() {
        VerifyReport report = family(
                List.of(Arrays.asList("1", null), Arrays.asList("2", null)),
                List.of(Arrays.asList("1", null, null, "Parent")));
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void aReferenceToNobodyIsNamedByLine() {
        VerifyReport report = family(
                List.of(List.of("1", "a")),
                List.of(
                        List.of("1", "a", "1.00", "Parent"),
                        List.of("2", "b", "7", "Stranger"),
                        List.of("3", "a", "7", "Elder")));
        assertThat(report.findings())
                .containsExactlyInAnyOrder(
                        "data/children/00001.csv, line 3: table children: parent names no row of parents in the archive",
                        "data/children/00001.csv, line 4: table children: subject names no row of parents in the archive");
    }

    @Test
    void aParentThatDiffersInCaseIsNotedAndNotRefused() {
        VerifyReport report = family(
                List.of(List.of("1", "acmé"), List.of("2", "ACMÉ")),
                List.of(List.of("1", "Acme ", "1", "Parent"), List.of("2", "acmé", "1", "Parent")));
        assertThat(report.findings()).isEmpty();
        assertThat(report.notes())
                .hasSize(1)
                .allMatch(n -> n.startsWith("data/children/00001.csv, line 2: table children"));
    }

    @Test
    void findingsAreBounded() {
        List<List<String>> children = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            children.add(List.of("" + i, "nobody " + i, "1", "Parent"));
        }
        VerifyReport report = family(List.of(List.of("1", "a")), children);
        assertThat(report.findings()).hasSize(6);
        assertThat(report.findings().get(5)).startsWith("and 2995 more: table children: parent names no row");
    }

    /** Of many parts: keys twice in one part and in two, orphans again and again, flipped bytes, a part that is gone. */
    private Path brokenInManyParts() throws IOException {
        List<List<String>> parents = new ArrayList<>();
        List<List<String>> children = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            parents.add(List.of("" + (i % 90 == 5 ? 7 : i), "Code " + i));
            children.add(List.of("" + i, (i % 5 == 0 ? "nobody " : i % 7 == 0 ? "CODE " : "Code ") + i % 10, "1", "x"));
        }
        Path out = folder.resolve("many" + System.nanoTime());
        Fixture.write(
                out,
                new WriterOptions(300, Compression.NONE, false),
                familyTables(),
                Map.of(PARENTS, parents, CHILDREN, children));
        for (int part : new int[] {3, 9, 11, 12, 17, 20, 21}) {
            Path file = out.resolve(String.format("data/children/%05d.csv", part));
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
        Files.delete(out.resolve("data/children/00014.csv"));
        return out;
    }

    @Test
    void whoReadsWhichPartChangesNothingInTheReport() throws IOException {
        Path out = brokenInManyParts();
        VerifyReport alone = new Verifier(Progress.NONE, KeyEntries.DEFAULT_MEMORY, 1).verify(out);
        assertThat(alone.findings())
                .anyMatch(f -> f.endsWith("another row has the same values in the primary key (id)"))
                .anyMatch(f -> f.contains("data/children/00014.csv"))
                .anyMatch(f -> f.startsWith("data/children/00001.csv, line ") && f.contains("names no row of parents"))
                .anyMatch(f -> f.startsWith("and ") && f.contains(" more: "));
        assertThat(alone.notes()).isNotEmpty();
        for (int threads : new int[] {2, 3, 8}) {
            for (int memory : new int[] {KeyEntries.DEFAULT_MEMORY, 2_000}) {
                VerifyReport together = new Verifier(Progress.NONE, memory, threads).verify(out);
                assertThat(together).isEqualTo(alone);
            }
        }
    }

    @Test
    void aKeyThatComesAgainInAnotherPartIsFound() {
        List<List<String>> parents = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            parents.add(List.of("" + i, "code " + (i == 59 ? 0 : i)));
        }
        Path out = folder.resolve("again");
        Fixture.write(
                out,
                new WriterOptions(100, Compression.NONE, false),
                familyTables(),
                Map.of(PARENTS, parents, CHILDREN, List.of()));
        VerifyReport report = verify(out);
        assertThat(report.findings()).hasSize(1);
        assertThat(report.findings().get(0))
                .matches("data/parents/000[0-9]{2}.csv, line [0-9]+: table parents: another row has the same values in"
                        + " the unique key \\(code\\)");
        assertThat(report.findings().get(0)).doesNotContain("00001.csv");
    }

    @Test
    void textThatIsNotUtf8IsFoundThoughEveryHashIsRight() {
        Path out = folder.resolve("latin");
        RecordBuffer row = new RecordBuffer();
        row.add(new byte[] {'a', (byte) 0xE9, 'b'});
        List<ArchivedTable> tables = List.of(new ArchivedTable(
                Fixture.table(PARENTS, List.of(Fixture.column("a", TypeKind.TEXT, false)), List.of(), List.of()),
                Membership.ROOT,
                List.of(),
                null));
        try (ArchiveWriter archive = ArchiveWriter.create(out, WriterOptions.DEFAULT, tables);
                TableWriter writer = archive.openTable(PARENTS)) {
            writer.accept(row);
            writer.finish();
            archive.commit(Fixture.head());
        }
        refused(out, "data/parents/00001.csv, line 2", "UTF-8");
    }

    @Test
    void anInterruptEndsItThoughOthersRead() {
        List<List<String>> parents = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            parents.add(List.of("" + i, "code " + i));
        }
        Path out = folder.resolve("long");
        Fixture.write(out, WriterOptions.DEFAULT, familyTables(), Map.of(PARENTS, parents, CHILDREN, List.of()));
        Thread caller = Thread.currentThread();
        Progress interrupting = new Progress() {
            @Override
            public void begin(String phase, long rows, long bytes) {}

            @Override
            public void advance(long rows, long bytes) {
                caller.interrupt();
            }

            @Override
            public void end() {}
        };
        assertThatThrownBy(() -> new Verifier(interrupting).verify(out))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void textThatIsNotCanonicalIsNamedByLineAndColumn() {
        VerifyReport report = family(List.of(List.of("01", "a"), Arrays.asList(null, "b")), List.of());
        assertThat(report.findings()).hasSize(2);
        assertThat(report.findings().get(0)).startsWith("data/parents/00001.csv, line 2: table parents, column id:");
        assertThat(report.findings().get(1)).contains("line 3", "NULL");
    }

    @Test
    void noValueIsInAnyMessage() throws IOException {
        Path out = written();
        for (String name : List.of("data/Orders/00001.csv", "data/order~20lines/00001.csv", "data/tenants/00001.csv")) {
            byte[] bytes = Files.readAllBytes(out.resolve(name));
            String text = new String(bytes, StandardCharsets.ISO_8859_1)
                    .replace("1,", "x,")
                    .replace("acme", "zzzz");
            Files.write(out.resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
        }
        VerifyReport report = verify(out);
        assertThat(String.join("\n", report.findings())).isNotEmpty().doesNotContain("acme", "zzzz", "2024", "AP8=");
    }
}
