package io.decant.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives of released formats, kept as files. They are never written anew: what was readable once stays so. A new format
 * gets a new folder beside them.
 */
class GoldenArchiveTest {
    private static final Path FORMAT_1 = Path.of("src/test/resources/archives/format-1");

    @TempDir
    private Path folder;

    @Test
    void format1IsStillRead() {
        try (Archive archive = Archive.open(FORMAT_1)) {
            assertThat(archive.strayMembers()).isEmpty();
            Fixture.rows().forEach((name, rows) -> {
                ManifestTable table = archive.manifest().table(name).orElseThrow();
                assertThat(Fixture.readAll(archive.records(table))).isEqualTo(rows);
                RowDigest digest = new RowDigest("t", table.table().columns());
                rows.forEach(r -> digest.accept(Fixture.record(r)));
                assertThat(digest.hex()).isEqualTo(table.digest());
            });
        }
    }

    @Test
    void format1IsStillWrittenAsItWas() throws IOException {
        Path now = folder.resolve("now");
        Fixture.write(now, new WriterOptions(150, Compression.NONE, false));
        try (Stream<Path> members = Files.walk(FORMAT_1.resolve("data"))) {
            for (Path member : members.filter(Files::isRegularFile).toList()) {
                assertThat(now.resolve(FORMAT_1.relativize(member))).hasSameBinaryContentAs(member);
            }
        }
    }
}
