package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.archive.Archive;
import io.decant.archive.ArchivedTable;
import io.decant.archive.Compression;
import io.decant.archive.Fixture;
import io.decant.archive.WriterOptions;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.Membership;
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

    private VerifyReport family(List<List<String>> parents, List<List<String>> children) {
        ForeignKey reference = Fixture.reference(CHILDREN, "parent", PARENTS, "code");
        ForeignKey polymorphic = new ForeignKey(
                "x",
                CHILDREN,
                List.of("subject"),
                PARENTS,
                List.of("id"),
                ForeignKey.Enforcement.NONE,
                Map.of("kind", List.of("Parent", "Elder")));
        List<ArchivedTable> tables = List.of(
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
        Map<TableName, List<List<String>>> rows = new HashMap<>();
        rows.put(PARENTS, parents);
        rows.put(CHILDREN, children);
        Path out = folder.resolve("family" + System.nanoTime());
        Fixture.write(out, WriterOptions.DEFAULT, tables, rows);
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
