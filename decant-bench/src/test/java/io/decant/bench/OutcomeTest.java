package io.decant.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void theMedianOfOddRoundsIsTheMiddleOne() {
        assertThat(outcome("a", 9, 1, 2).median(Reading::wall)).isEqualTo(2);
    }

    @Test
    void theMedianOfEvenRoundsLiesBetweenTheTwoInTheMiddle() {
        assertThat(outcome("a", 9, 1, 2, 4).median(Reading::wall)).isEqualTo(3);
    }

    @Test
    void aMarkComparesMedians() {
        Outcome decant = outcome(ExportWork.DECANT, 6, 7, 60);
        Outcome psql = outcome(ExportWork.PSQL, 10, 10, 1);
        Work work = new Work(
                "export", "", ExportWork.PSQL, List.of(psql.contender(), decant.contender()), () -> {}, c -> {});
        Mark mark = Mark.ALL.get(0);
        double reached = mark.reached(List.of(new WorkResult(work, List.of(psql, decant), Map.of())))
                .orElseThrow();
        assertThat(reached).isEqualTo(0.7);
        assertThat(mark.verdict(reached)).isEqualTo("met");
        assertThat(mark.verdict(0.58)).isEqualTo("stretch");
        assertThat(mark.verdict(0.71)).isEqualTo("missed");
    }

    @Test
    void aMarkOfAContenderThatDidNotRunIsNotReached() {
        assertThat(Mark.ALL.get(0).reached(List.of())).isEmpty();
    }

    @Test
    void ofAHundredAnswersTheLastButOneIsTheNinetyNinth() {
        long[] nanos = new long[100];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (100 - i) * 1_000_000L;
        }
        assertThat(Latency.of(nanos)).isEqualTo(new Latency(100, 50, 99));
        assertThat(Latency.of(new long[] {3_000_000})).isEqualTo(new Latency(1, 3, 3));
    }

    private static Outcome outcome(String name, double... walls) {
        Contender contender = new Contender(name, "", List.of("true"), Map.of(), false);
        return new Outcome(
                contender,
                Arrays.stream(walls)
                        .mapToObj(wall -> new Reading(wall, 0, 0, 0, 0, 0))
                        .toList());
    }
}
