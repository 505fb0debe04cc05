package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.MaxRate.Unit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaxRateTest {
    @ParameterizedTest
    @CsvSource({
        "50000rows/s, 50000, ROWS",
        "1 row/s, 1, ROWS",
        "20MB/s, 20971520, BYTES",
        "20 mib / s, 20971520, BYTES",
        "512KB/s, 524288, BYTES",
        "1GB/s, 1073741824, BYTES",
        "1024GB/s, 1099511627776, BYTES",
        "65536B/s, 65536, BYTES",
    })
    void readsWhatPeopleWriteAndItsOwnText(String text, long perSecond, Unit unit) {
        MaxRate rate = MaxRate.of(text);
        assertThat(rate).isEqualTo(new MaxRate(perSecond, unit));
        assertThat(MaxRate.of(rate.toString())).isEqualTo(rate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "20M/s", "20MB", "50k rows/s", "rows/s", "-1rows/s", "1.5MB/s", "20MB/m"})
    void whatIsNoRateIsAnsweredByOneThatIs(String text) {
        assertThatThrownBy(() -> MaxRate.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("50000rows/s, 20MB/s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0rows/s", "1000000001rows/s", "1023B/s", "1025GB/s", "999999999999GB/s"})
    void aRateOutOfRangeIsToldTheRange(String text) {
        assertThatThrownBy(() -> MaxRate.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1KB/s to 1024GB/s");
    }
}
