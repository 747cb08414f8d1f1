package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
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

    @Test
    void signersOfSeveralGeneratorsArePutTogether() {
        Timeline one =
                queue(List.of(), List.of())
                        .with(
                                new SignerSeconds(
                                        List.of(0, 1),
                                        List.of(3, 4),
                                        List.of(3, 2),
                                        List.of(10.0, 20.0),
                                        List.of(30.0, 40.0)),
                                List.of(new Timeline.Mark(0.5, "quiet")));
        Timeline other =
                queue(List.of(), List.of())
                        .with(
                                new SignerSeconds(
                                        List.of(1, 2),
                                        List.of(5, 6),
                                        List.of(5, 0),
                                        Arrays.asList(15.0, null),
                                        Arrays.asList(60.0, null)),
                                List.of(new Timeline.Mark(0.6, "quiet")));

        Timeline both = Timeline.of(Map.of("machine 1", one, "machine 2", other));

        assertThat(both.signers())
                .isEqualTo(
                        new SignerSeconds(
                                List.of(0, 1, 2),
                                List.of(3, 9, 6),
                                List.of(3, 7, 0),
                                Arrays.asList(10.0, 20.0, null),
                                Arrays.asList(30.0, 60.0, null)));
        assertThat(both.marks()).containsExactly(new Timeline.Mark(0.5, "quiet"));
    }

    @Test
    void aLaterOneMovesAsAWhole() {
        Timeline later =
                queue(List.of(0.02), List.of(1.0))
                        .with(
                                new SignerSeconds(
                                        List.of(7),
                                        List.of(1),
                                        List.of(1),
                                        List.of(2.0),
                                        List.of(2.0)),
                                List.of(new Timeline.Mark(0.5, "quiet")))
                        .later(3);

        assertThat(later.seconds()).containsExactly(3.02);
        assertThat(later.signers().seconds()).containsExactly(10);
        assertThat(later.marks()).containsExactly(new Timeline.Mark(3.5, "quiet"));
    }

    @Test
    void everySecondHasAValueOfEachKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new SignerSeconds(
                                List.of(0, 1),
                                List.of(1, 1),
                                List.of(1),
                                List.of(1.0, 1.0),
                                List.of(1.0, 1.0)))
                .withMessage("2 seconds have 2, 1, 2 and 2 values");
    }

    private static Timeline queue(List<Double> seconds, List<Double> rows) {
        return new Timeline(
                seconds,
                List.of(new Timeline.Series("queue", "rows", List.of(), List.copyOf(rows))));
    }
}
