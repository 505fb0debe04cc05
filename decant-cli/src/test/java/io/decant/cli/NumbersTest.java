package io.decant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void countsHaveThousandsSeparatorsInEveryLocale() {
        assertThat(Numbers.count(1_204_000)).isEqualTo("1,204,000");
        assertThat(Numbers.count(1, "row")).isEqualTo("1 row");
        assertThat(Numbers.count(0, "row")).isEqualTo("0 rows");
        assertThat(Numbers.count(-1)).isEqualTo("-");
    }

    @Test
    void bytesAreInStepsOf1024AndNeverRoundUpToTheNextUnitsWidth() {
        assertThat(Numbers.bytes(0)).isEqualTo("0 B");
        assertThat(Numbers.bytes(1023)).isEqualTo("1023 B");
        assertThat(Numbers.bytes(1024)).isEqualTo("1.0 KB");
        assertThat(Numbers.bytes(104_857_600)).isEqualTo("100.0 MB");
        assertThat(Numbers.bytes((1 << 20) - 1)).isEqualTo("1.0 MB");
        assertThat(Numbers.bytes(Long.MAX_VALUE)).endsWith(" TB");
        assertThat(Numbers.bytes(-1)).isEqualTo("-");
    }

    @Test
    void durationsUseTwoUnits() {
        assertThat(Numbers.duration(59)).isEqualTo("59 s");
        assertThat(Numbers.duration(200)).isEqualTo("3 min 20 s");
        assertThat(Numbers.duration(7_500)).isEqualTo("2 h 5 min");
    }
}
