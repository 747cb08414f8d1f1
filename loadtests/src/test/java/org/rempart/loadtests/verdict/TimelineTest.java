package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.List;

final class TimelineTest {
    @Test
    void aSeriesHasAValueForEachMoment() {
        Timeline.Series series = new Timeline.Series("queue", "rows", List.of(), List.of(1.0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeline(List.of(0.0, 1.0), List.of(series)))
                .withMessage("queue has 1 values for 2 moments");
    }
}
