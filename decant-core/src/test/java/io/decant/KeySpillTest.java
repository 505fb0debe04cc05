package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySpillTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long spillFolders() throws Exception {
        try (Stream<Path> list = Files.list(new File(System.getProperty("java.io.tmpdir")).toPath())) {
            return list.filter(p -> p.getFileName().toString().startsWith("decant-spill-"))
                    .count();
        }
    }

    /** In memory, spilled once, and spilled so small that partitions are parted again. */
    @ParameterizedTest
    @ValueSource(ints = {KeySpill.DEFAULT_MEMORY, 100_000, 700})
    void bringsEqualKeysTogether(int memory) throws Exception {
        long before = spillFolders();
        Map<String, List<String>> expected = new TreeMap<>();
        Map<String, List<String>> seen = new TreeMap<>();
        try (KeySpill spill = new KeySpill(memory)) {
            for (int i = 0; i < 5_000; i++) {
                String key = i % 7 == 0 ? "the same" : "key " + i % 1_000;
                int side = i % 3;
                String payload = String.format("%05d", i);
                byte[] both = utf8("##" + key + payload);
                int keyLength = utf8(key).length;
                spill.add(side, both, 2, keyLength, both, 2 + keyLength, 5);
                expected.computeIfAbsent(key, k -> new ArrayList<>()).add(side + payload);
            }
            expected.values().forEach(list -> list.sort(null));
            spill.forEachGroup(group -> {
                String key = new String(group.bytes(), group.keyStart(), group.keyLength(), StandardCharsets.UTF_8);
                List<String> entries = new ArrayList<>();
                for (int i = 0; i < group.size(); i++) {
                    entries.add(group.side(i)
                            + new String(
                                    group.bytes(),
                                    group.payloadStart(i),
                                    group.payloadLength(i),
                                    StandardCharsets.UTF_8));
                }
                assertThat(seen.put(key, entries)).isNull();
            });
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(spillFolders()).isEqualTo(before);
    }
}
