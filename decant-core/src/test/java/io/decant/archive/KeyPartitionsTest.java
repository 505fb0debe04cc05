package io.decant.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyPartitionsTest {
    @Test
    void givesEveryEntryBackInThePartitionOfItsKey() {
        int partitions = KeyPartitions.count(200_000);
        assertThat(partitions).isGreaterThan(1);
        try (KeyPartitions left = new KeyPartitions(partitions);
                KeyPartitions right = new KeyPartitions(partitions)) {
            for (int i = 0; i < 20_000; i++) {
                left.add(key("key" + i), bytes("left" + i));
                right.add(key("key" + (19_999 - i)), new byte[0]);
            }
            Set<String> seen = new HashSet<>();
            for (int partition = 0; partition < partitions; partition++) {
                Set<KeyPartitions.KeyHash> here =
                        new HashSet<>(right.load(partition).keySet());
                left.read(partition, (key, payload) -> {
                    if (here.contains(key)) {
                        seen.add(new String(payload, StandardCharsets.UTF_8));
                    }
                });
            }
            assertThat(seen).hasSize(20_000).contains("left0", "left19999");
        }
    }

    @Test
    void keepsEntriesOfOneKeyInTheOrderTheyCame() {
        try (KeyPartitions partitions = new KeyPartitions(1)) {
            partitions.add(key("same"), bytes("a"));
            partitions.add(key("other"), bytes("b"));
            partitions.add(key("same"), bytes("c"));
            List<String> all = new ArrayList<>();
            partitions.read(0, (key, payload) -> all.add(new String(payload, StandardCharsets.UTF_8)));
            assertThat(all).containsExactly("a", "b", "c");
            assertThat(partitions.load(0)).hasSize(2);
        }
    }

    private static ByteBuffer key(String text) {
        return ByteBuffer.wrap(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
