package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are none, are of another version, or were changed, as users meet them. */
class ArchiveErrorsTest {
    @TempDir
    private Path folder;

    private Path archive;

    @BeforeEach
    void export() throws IOException, SQLException {
        archive = folder.resolve("acme");
        assertThat(ShopDatabase.filled(folder).export("acme", archive).exitCode())
                .isZero();
    }

    @Test
    void aSoundArchiveIsCalledThat() {
        CommandRun run = CommandRun.of("verify", archive.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Sound: 3 tables, 6 rows");
        assertThat(CommandRun.of("verify", archive.toString(), "--json").out())
                .startsWith("{")
                .contains("\"sound\" : true");
    }

    @Test
    void aPathThatIsNotThereIsNoArchive() {
        CommandRun run = CommandRun.of("verify", folder.resolve("nothing").toString());
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("nothing");
    }

    @Test
    void aFolderWithoutAManifestIsNoArchive() throws IOException {
        Files.delete(archive.resolve("manifest.json"));
        CommandRun run = CommandRun.of("verify", archive.toString());
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("manifest.json");
    }

    @Test
    void aFileThatIsNoZipIsNoArchive() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.zip"), "not a zip");
        assertThat(CommandRun.of("verify", text.toString()).exitCode()).isEqualTo(5);
    }

    @Test
    void aManifestThatIsNoJsonIsUnreadable() throws IOException {
        Files.writeString(archive.resolve("manifest.json"), "{\"format\": 1, ");
        CommandRun run = CommandRun.of("verify", archive.toString());
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).doesNotContain("fault of Decant");
    }

    @Test
    void aFormatOfTheFutureNeedsANewerDecant() throws IOException {
        change("\"format\" : 1", "\"format\" : 2");
        CommandRun run = CommandRun.of("verify", archive.toString());
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("format").contains("2");
    }

    @Test
    void aRequiredFeatureThatIsUnknownStopsTheReader() throws IOException {
        change("\"requires\" : [ ]", "\"requires\" : [ \"holograms\" ]");
        CommandRun run = CommandRun.of("verify", archive.toString());
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("holograms");
    }

    @Test
    void aFlippedByteIsNamedByItsPart() throws IOException {
        Path part = archive.resolve("data/orders/00001.csv");
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length - 4] ^= 1;
        Files.write(part, bytes);
        CommandRun run = CommandRun.of("verify", archive.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("data/orders/00001.csv", "NOT sound");
        assertThat(run.all()).doesNotContain(ShopDatabase.SECRET);
    }

    @Test
    void aMissingPartIsNamed() throws IOException {
        Files.delete(archive.resolve("data/orders/00001.csv"));
        CommandRun run = CommandRun.of("verify", archive.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.all()).contains("data/orders/00001.csv");
    }

    private void change(String from, String to) throws IOException {
        Path manifest = archive.resolve("manifest.json");
        String text = Files.readString(manifest);
        assertThat(text).contains(from);
        Files.writeString(manifest, text.replace(from, to));
    }
}
