package io.decant.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.decant.archive.ArchiveStore.StoredFile;
import io.decant.error.DecantException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderStoreTest {
    @TempDir
    Path folder;

    @Test
    void takesAnArchiveOverAndHandsItOutFromAnyByte() throws Exception {
        FolderStore store = new FolderStore(folder.resolve("store"));
        store.put("a-1", archive(folder.resolve("work")));
        assertThat(folder.resolve("work")).doesNotExist();
        readsBack(store);
    }

    /** The folder in memory that tests have, and the build's own on disk. */
    @Test
    void takesAnArchiveOverFromAnotherFileSystem() throws Exception {
        Path elsewhere = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "store");
        assumeTrue(!Files.getFileStore(elsewhere).equals(Files.getFileStore(folder)), "there is only one file system");
        try {
            FolderStore store = new FolderStore(elsewhere);
            store.put("a-1", archive(folder.resolve("work")));
            assertThat(folder.resolve("work")).doesNotExist();
            readsBack(store);
        } finally {
            Storage.delete(elsewhere);
        }
    }

    @Test
    void keepsNothingOfAFileThatBreaksOff() throws Exception {
        FolderStore store = new FolderStore(folder);
        store.write("a-1", "data/t/00001.csv", 3, text("old"));
        InputStream broken = new FilterInputStream(text("new")) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                if (count < 0) {
                    throw new IOException("cut");
                }
                return count;
            }
        };
        assertThatThrownBy(() -> store.write("a-1", "data/t/00001.csv", 3, broken))
                .isInstanceOf(DecantException.class);
        assertThat(store.list("a-1")).containsExactly(new StoredFile("data/t/00001.csv", 3));
        assertThat(content(store, "data/t/00001.csv", 0)).isEqualTo("old");
        store.write("a-1", "data/t/00001.csv", 3, text("new"));
        assertThat(content(store, "data/t/00001.csv", 0)).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "data/../../x", "/etc/x", ".unfinished-1", "data\\x"})
    void noPathLeadsOut(String path) {
        FolderStore store = new FolderStore(folder);
        assertThatThrownBy(() -> store.find("a-1", path)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.write("a-1", path, 1, text("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "A", "a/b", "a.b"})
    void noNameLeadsOut(String archive) {
        assertThatThrownBy(() -> new FolderStore(folder).delete(archive)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Path archive(Path place) throws IOException {
        Files.createDirectories(place.resolve("data/t"));
        Files.writeString(place.resolve("data/t/00001.csv"), "id\r\n1\r\n");
        Files.writeString(place.resolve(Manifest.FILE), "{}");
        return place;
    }

    private static void readsBack(FolderStore store) throws IOException {
        assertThat(store.archives()).containsExactly("a-1");
        assertThat(store.list("a-1"))
                .containsExactly(new StoredFile("data/t/00001.csv", 7), new StoredFile(Manifest.FILE, 2));
        assertThat(content(store, "data/t/00001.csv", 4)).isEqualTo("1\r\n");
        assertThat(store.find("a-1", "data/t/00002.csv")).isEmpty();
        store.delete("a-1");
        store.delete("a-1");
        assertThat(store.archives()).isEqualTo(List.of());
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String content(FolderStore store, String path, long from) throws IOException {
        try (InputStream in = store.open("a-1", path, from)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
