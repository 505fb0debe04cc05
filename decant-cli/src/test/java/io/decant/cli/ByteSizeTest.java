package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "100MB,104857600",
        "100 mb,104857600",
        "104857600,104857600",
        "64KB,65536",
        "64k,65536",
        "1MiB,1048576",
        "1024,1024",
        "2048B,2048"
    })
    void readsWhatPeopleWrite(String text, long bytes) {
        assertThat(new ByteSize().convert(text)).isEqualTo(bytes);
    }
}
