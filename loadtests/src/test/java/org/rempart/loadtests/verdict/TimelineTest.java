package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class TimelineTest {
    @Test
    void aSeriesHasAValueForEachMoment() {
        Timeline.Series series = new Timeline.Series("queue", "rows", List.of(), List.of(1.0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeline(List.of(0.0, 1.0), List.of(series)))
                .withMessage("queue has 1 values for 2 moments");
    }

    @Test
    void severalGatewaysStandOnOneAxis() {
        Timeline one = queue(List.of(0.02, 1.01, 2.0), List.of(1.0, 2.0, 3.0));
        Timeline other = queue(List.of(0.03, 2.9), List.of(4.0, 5.0));

        Timeline both = Timeline.of(Map.of("gateway 1", one, "gateway 2", other));

        assertThat(both.seconds()).containsExactly(0.0, 1.0, 2.0);
        assertThat(both.series())
                .extracting(Timeline.Series::name)
                .containsExactly("gateway 1: queue", "gateway 2: queue");
        assertThat(both.series().getFirst().values()).containsExactly(1.0, 2.0, 3.0);
        assertThat(both.series().getLast().values()).containsExactly(4.0, null, 5.0);
    }

    @Test
    void oneGatewayKeepsItsMoments() {
        Timeline one = queue(List.of(0.02), List.of(1.0));

        assertThat(Timeline.of(Map.of("gateway", one))).isEqualTo(one);
    }

    private static Timeline queue(List<Double> seconds, List<Double> rows) {
        return new Timeline(
                seconds,
                List.of(new Timeline.Series("queue", "rows", List.of(), List.copyOf(rows))));
    }
}
