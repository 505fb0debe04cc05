package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlClockTest {
    private static final DateTimeFormatter SPACED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    /** Java's own formatter and parser are the other opinion. */
    @Test
    void writesAndReadsAsJavaDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            LocalDate day = LocalDate.of(random.nextInt(10_000), 1, 1).plusDays(random.nextInt(365));
            int unit = (int) Math.pow(10, 3 + random.nextInt(7));
            int nanos = random.nextInt(4) == 0 ? 0 : random.nextInt(1_000_000_000) / unit * unit;
            LocalTime clock = LocalTime.ofSecondOfDay(random.nextInt(86_400)).withNano(nanos);
            LocalDateTime time = day.atTime(clock);
            String iso = DateTimeFormatter.ISO_LOCAL_TIME.format(clock);
            assertThat(MySqlClock.text(clock)).isEqualTo(iso);
            assertThat(MySqlClock.text(time)).isEqualTo(SPACED.format(time) + iso.substring(8));
            assertThat(MySqlClock.time(iso)).isEqualTo(clock);
            assertThat(MySqlClock.dateTime(MySqlClock.text(time))).isEqualTo(time);
            assertThat(MySqlClock.date(day.toString())).isEqualTo(day);
        }
    }

    @Test
    void nanosecondsAreWrittenAsTheyAre() {
        assertThat(MySqlClock.text(LocalTime.of(1, 2, 3, 4))).isEqualTo("01:02:03.000000004");
        assertThat(MySqlClock.text(LocalTime.of(23, 59, 59, 999_999_999))).isEqualTo("23:59:59.999999999");
    }

    /** Servers pad fractions to the column's digits. */
    @Test
    void zerosAtTheEndOfAFractionAreRead() {
        assertThat(MySqlClock.dateTime("2026-11-26 10:20:30.120000"))
                .isEqualTo(LocalDateTime.of(2026, 11, 26, 10, 20, 30, 120_000_000));
        assertThat(MySqlClock.time("10:20:30.0")).isEqualTo(LocalTime.of(10, 20, 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-00-01 00:00:00", "0000-00-00 00:00:00", "2026-11-00 00:00:00"})
    void zeroDatesAreRefused(String text) {
        assertThatThrownBy(() -> MySqlClock.dateTime(text))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("zero date");
    }

    @Test
    void daysThatNoCalendarHasAreRefused() {
        assertThatThrownBy(() -> MySqlClock.date("2026-02-30"))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("no calendar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-01:00:00", "24:00:00", "838:59:59", "-838:59:59.000000"})
    void lengthsOfTimeAreRefused(String text) {
        assertThatThrownBy(() -> MySqlClock.time(text))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("length of time");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-26",
                "10:20:30",
                "2026-11-26T10:20:30",
                "2026-11-26 10:20",
                "2026-11-26 1:20:30",
                "2026-11-26 10:20:30.",
                "2026-11-26 10:20:30.1234567",
                "2026-11-26 10:20:30 ",
                "2026-11-26 10:20:3a",
                "2026-1x-26 10:20:30",
                "2026-11-26 10-20-30",
                "+026-11-26 10:20:30"
            })
    void otherFormsAreRefused(String text) {
        assertThatThrownBy(() -> MySqlClock.dateTime(text))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("no known form");
    }
}
