package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyEntriesTest {
    private static final int THREADS = 4;

    private static long spillFolders() throws Exception {
        try (Stream<Path> list = Files.list(new File(System.getProperty("java.io.tmpdir")).toPath())) {
            return list.filter(p -> p.getFileName().toString().startsWith("decant-spill-"))
                    .count();
        }
    }

    /** Hashes that agree in all bits, in the upper ones, in the lower ones, and in none. */
    private static long[] hashes() {
        Random random = new Random(7);
        long[] hashes = new long[6_000];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = switch (i % 4) {
                case 0 -> 42;
                case 1 -> random.nextInt(50);
                case 2 -> (long) random.nextInt(50) << 56;
                default -> random.nextLong();
            };
        }
        return hashes;
    }

    /** In memory, spilled once, and spilled so small that partitions are parted again. */
    @ParameterizedTest
    @ValueSource(ints = {KeyEntries.DEFAULT_MEMORY, 100_000, 1_000})
    void bringsEqualHashesTogetherWhoeverAddsThem(int memory) throws Exception {
        long before = spillFolders();
        long[] hashes = hashes();
        Map<Long, List<String>> expected = new TreeMap<>();
        for (int i = 0; i < hashes.length; i++) {
            long side = i % 3 == 0 ? 0 : KeyOrder.CHILD;
            expected.computeIfAbsent(hashes[i], k -> new ArrayList<>()).add((side == 0 ? "a " : "b ") + entry(i));
        }
        expected.values().forEach(list -> list.sort(null));
        Map<Long, List<String>> seen = new TreeMap<>();
        try (KeyEntries entries = new KeyEntries(memory);
                Workers workers = new Workers("test", THREADS, new Cancellation())) {
            List<Callable<Void>> adding = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                adding.add(() -> {
                    for (int i = first; i < hashes.length; i += THREADS) {
                        entries.add(hashes[i], 1_000 + i, i % 3 == 0 ? 0 : KeyOrder.CHILD, i);
                    }
                    return null;
                });
            }
            workers.run(adding);
            for (int i = 0; i < entries.partitions(); i++) {
                entries.visit(
                        i,
                        (block, count) -> KeyOrder.visit(block, count, (longs, at, from, to) -> {
                            List<String> run = LongStream.range(from, to)
                                    .mapToObj(e -> (longs[at[(int) e] + 2] == 0 ? "a " : "b ")
                                            + entry((int) longs[at[(int) e] + 3]))
                                    .toList();
                            assertThat(seen.put(longs[at[from]], run)).isNull();
                        }));
            }
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(spillFolders()).isEqualTo(before);
    }

    /** In the order of numbers. */
    private static String entry(int i) {
        return String.format("%05d", i);
    }
}
