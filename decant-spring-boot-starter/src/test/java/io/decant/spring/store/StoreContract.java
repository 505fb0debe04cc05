package io.decant.spring.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.archive.ArchiveStore;
import io.decant.archive.ArchiveStore.StoredFile;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does. Each test has an empty one. */
interface StoreContract {
    String FILE = "data/t/00001.csv";

    ArchiveStore store() throws Exception;

    @Test
    default void takesAnArchiveOverAndHandsItOutFromAnyByte(@TempDir Path folder) throws Exception {
        ArchiveStore store = store();
        Path work = archive(folder);
        store.put("a-1", work);
        assertThat(work).doesNotExist();
        assertThat(store.archives()).containsExactly("a-1");
        assertThat(store.list("a-1"))
                .containsExactly(
                        new StoredFile(FILE, 7), new StoredFile("empty.txt", 0), new StoredFile("manifest.json", 2));
        assertThat(store.find("a-1", FILE)).contains(new StoredFile(FILE, 7));
        assertThat(content(store, FILE, 0)).isEqualTo("id\r\n1\r\n");
        assertThat(content(store, FILE, 4)).isEqualTo("1\r\n");
        assertThat(content(store, FILE, 7)).isEmpty();
        assertThat(content(store, FILE, 9)).isEmpty();
        assertThat(content(store, "empty.txt", 0)).isEmpty();
        assertThat(store.changedAt("a-1"))
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(2)),
                        Instant.now().plus(Duration.ofMinutes(2)));
        Path local = store.folder("a-1", Files.createDirectories(folder.resolve("scratch")));
        assertThat(local.resolve(FILE)).hasContent("id\r\n1\r\n");
        assertThat(local.resolve("manifest.json")).hasContent("{}");
        assertThat(local.resolve("empty.txt")).isEmptyFile();
    }

    @Test
    default void anArchiveIsNotPutOverAnother(@TempDir Path folder) throws Exception {
        ArchiveStore store = store();
        store.write("a-1", "data/other.csv", 3, text("old"));
        Path work = archive(folder);
        assertThatThrownBy(() -> store.put("a-1", work))
                .isInstanceOf(DecantException.class)
                .extracting(e -> ((DecantException) e).code())
                .isEqualTo(ErrorCode.STORAGE);
        assertThat(store.list("a-1")).containsExactly(new StoredFile("data/other.csv", 3));
        assertThat(work.resolve(FILE)).exists();
    }

    @Test
    default void keepsNothingOfAFileThatBreaksOff() throws Exception {
        ArchiveStore store = store();
        store.write("a-1", FILE, 3, text("old"));
        byte[] many = bytes(3_000_000);
        for (long length : new long[] {-1, 6_000_000}) {
            assertThatThrownBy(() -> store.write("a-1", FILE, length, thenFails(many, new IOException("cut"))))
                    .isInstanceOf(DecantException.class);
            IllegalStateException own = new IllegalStateException("refused");
            assertThatThrownBy(() -> store.write("a-1", FILE, length, thenFails(many, own)))
                    .isSameAs(own);
            assertThatThrownBy(() -> store.write("a-1", "new.csv", length, thenFails(many, own)))
                    .isSameAs(own);
        }
        assertThat(store.list("a-1")).containsExactly(new StoredFile(FILE, 3));
        assertThat(store.find("a-1", "new.csv")).isEmpty();
        assertThat(content(store, FILE, 0)).isEqualTo("old");
    }

    @Test
    default void aRefusalAtTheVeryEndKeepsTheOldFile() throws Exception {
        ArchiveStore store = store();
        store.write("a-1", FILE, 3, text("old"));
        IllegalStateException own = new IllegalStateException("not what the manifest says");
        assertThatThrownBy(() -> store.write("a-1", FILE, 3, thenFails(new byte[3], own)))
                .isSameAs(own);
        assertThat(content(store, FILE, 0)).isEqualTo("old");
        store.write("a-1", FILE, 5, text("newer"));
        assertThat(content(store, FILE, 0)).isEqualTo("newer");
        assertThat(store.list("a-1")).containsExactly(new StoredFile(FILE, 5));
    }

    @Test
    default void aFileOf30MegabytesComesBackWholeAndInPieces() throws Exception {
        ArchiveStore store = store();
        byte[] big = bytes(30 * 1024 * 1024 + 17);
        store.write("a-1", FILE, -1, new ByteArrayInputStream(big));
        assertThat(store.find("a-1", FILE)).contains(new StoredFile(FILE, big.length));
        try (InputStream in = store.open("a-1", FILE, 0)) {
            assertThat(Arrays.equals(in.readAllBytes(), big)).isTrue();
        }
        for (int from : new int[] {1, 1024 * 1024 - 1, 1024 * 1024, 17_000_000, big.length - 1}) {
            try (InputStream in = store.open("a-1", FILE, from)) {
                int length = Math.min(100_000, big.length - from);
                assertThat(in.readNBytes(100_000)).isEqualTo(Arrays.copyOfRange(big, from, from + length));
            }
        }
        try (InputStream in = store.open("a-1", FILE, 10)) {
            in.skipNBytes(20_000_000);
            assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOfRange(big, 20_000_010, 20_000_020));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"data/Ürün Ğ/00001.csv", "data/a b+c%20&d=e/1.csv", "data/'\"$(x);--/1.csv", "data/T/1.csv"})
    default void oddPathsAreFilesLikeOthers(String path) throws Exception {
        ArchiveStore store = store();
        store.write("a-1", "data/t/1.csv", 5, text("other"));
        store.write("a-1", path, 3, text("odd"));
        assertThat(content(store, path, 1)).isEqualTo("dd");
        assertThat(content(store, "data/t/1.csv", 0)).isEqualTo("other");
        assertThat(store.list("a-1"))
                .containsExactlyInAnyOrder(new StoredFile(path, 3), new StoredFile("data/t/1.csv", 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "data/../../x", "/etc/x", ".unfinished-1", "data\\x"})
    default void noPathLeadsOut(String path) throws Exception {
        ArchiveStore store = store();
        assertThatThrownBy(() -> store.find("a-1", path)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.open("a-1", path, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.write("a-1", path, 1, text("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "A", "a/b", "a.b"})
    default void noNameLeadsOut(String archive) throws Exception {
        ArchiveStore store = store();
        assertThatThrownBy(() -> store.delete(archive)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.list(archive)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void whatIsUnknownIsNotThere() throws Exception {
        ArchiveStore store = store();
        assertThat(store.archives()).isEmpty();
        assertThat(store.list("a-1")).isEmpty();
        assertThat(store.find("a-1", FILE)).isEmpty();
        assertThat(store.changedAt("a-1")).isEqualTo(Instant.EPOCH);
        store.delete("a-1");
        store.write("a-1", FILE, 3, text("old"));
        assertThatThrownBy(() -> store.open("a-1", "data/t/00002.csv", 0))
                .asInstanceOf(InstanceOfAssertFactories.type(DecantException.class))
                .extracting(DecantException::code)
                .isEqualTo(ErrorCode.STORAGE);
    }

    @Test
    default void deletesOneArchiveAndNoOther() throws Exception {
        ArchiveStore store = store();
        for (String archive : List.of("a", "a-1", "a-12")) {
            store.write(archive, FILE, 3, text("old"));
            store.write(archive, "manifest.json", 2, text("{}"));
        }
        store.delete("a-1");
        store.delete("a-1");
        assertThat(store.archives()).containsExactly("a", "a-12");
        assertThat(store.list("a-1")).isEmpty();
        assertThat(store.list("a")).hasSize(2);
        assertThat(store.list("a-12")).hasSize(2);
    }

    @Test
    default void whoWritesTheSameFileAtTheSameTimeLeavesOneWholeFile() throws Exception {
        ArchiveStore store = store();
        int writers = 4;
        CyclicBarrier together = new CyclicBarrier(writers);
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                byte[] own = new byte[1_500_000 + i];
                Arrays.fill(own, (byte) i);
                done.add(threads.submit(() -> {
                    for (int round = 0; round < 3; round++) {
                        together.await();
                        store.write("a-1", FILE, own.length, new ByteArrayInputStream(own));
                    }
                    return own;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.list("a-1")).hasSize(1);
        try (InputStream in = store.open("a-1", FILE, 0)) {
            byte[] last = in.readAllBytes();
            byte[] expected = new byte[1_500_000 + last[0]];
            Arrays.fill(expected, last[0]);
            assertThat(Arrays.equals(last, expected)).isTrue();
        }
    }

    private static Path archive(Path folder) throws IOException {
        Path place = folder.resolve("work");
        Files.createDirectories(place.resolve("data/t"));
        Files.writeString(place.resolve(FILE), "id\r\n1\r\n");
        Files.createFile(place.resolve("empty.txt"));
        Files.writeString(place.resolve("manifest.json"), "{}");
        return place;
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static InputStream thenFails(byte[] first, Exception failure) {
        return new SequenceInputStream(new ByteArrayInputStream(first), new InputStream() {
            @Override
            public int read() throws IOException {
                if (failure instanceof IOException broken) {
                    throw broken;
                }
                throw (RuntimeException) failure;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        });
    }

    static String content(ArchiveStore store, String path, long from) throws IOException {
        try (InputStream in = store.open("a-1", path, from)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
