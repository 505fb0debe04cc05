package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateProgressTest {
    private final List<String> told = new ArrayList<>();
    private final Progress log = new Progress() {
        @Override
        public void begin(String phase, long rows, long bytes) {
            told.add(phase + " of " + rows + "/" + bytes);
        }

        @Override
        public void advance(long rows, long bytes) {
            told.add("+" + rows + "/" + bytes);
        }

        @Override
        public void end() {
            told.add("end");
        }
    };

    @Test
    void nothingIsToldBeforeAndAllOfItAtOnceThen() {
        LateProgress late = new LateProgress(log);
        late.begin("verify", 10, 100);
        late.advance(3, 30);
        late.advance(1, 10);
        assertThat(told).isEmpty();
        late.show();
        late.advance(2, 20);
        late.end();
        assertThat(told).containsExactly("verify of 10/100", "+4/40", "+2/20");
    }

    @Test
    void whatHasNotBegunIsShownWhenItBegins() {
        LateProgress late = new LateProgress(log);
        late.show();
        assertThat(told).isEmpty();
        late.begin("verify", 1, 2);
        late.show();
        assertThat(told).containsExactly("verify of 1/2");
    }
}
