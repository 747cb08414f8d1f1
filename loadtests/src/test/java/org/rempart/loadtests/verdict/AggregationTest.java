package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.loadtests.verdict.Aggregation.Rule;

import java.util.List;
import java.util.Map;

final class AggregationTest {
    @ParameterizedTest
    @CsvSource({
        "EACH_AT_MOST, 20, 50, 10, 50",
        "EACH_AT_MOST, 1, 0, 0, 0",
        "EACH_AT_MOST, 20, 25, 20, 50",
        "EACH_AT_LEAST, 0.98, 0.99, 1, 0.99",
        "EACH_AT_LEAST, 0, 1, 5, 1",
        "SUM_AT_LEAST, 3000, 6000, 3000, 5000",
        "SHARED_AT_MOST, 101, 301, 100, 301"
    })
    void theFigureThatIsNearerToItsLimitOrFurtherBeyondIsWorse(
            Rule rule, double worse, double itsLimit, double better, double otherLimit) {
        assertThat(new Aggregation(rule, worse, itsLimit).badness())
                .isGreaterThan(new Aggregation(rule, better, otherLimit).badness());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoFigureCannotBeMerged(double none) {
        assertThatThrownBy(() -> new Aggregation(Rule.EACH, none, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Aggregation(Rule.EACH, 0, none))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// Machines that divide 218 neighbours divide one budget of their /24.
    @Test
    void ofANetworkThatAllShareTheLimitIsItsOwn() {
        WorkersFigures few =
                new WorkersFigures(22, 1, 20, 0, 0, 0, 0, 0, Map.of(), Map.of("counted", 9L), 1);
        long each = Limits.FIRST_CUT.ofOneSource(few.seconds());
        Criterion neighbours = network(new WaveFigures(few, 1, 1, 1, Percentiles.NONE));
        Criterion apart = network(new WaveFigures(few, 22, 1, 1, Percentiles.NONE));

        assertThat(neighbours.limit()).isEqualTo("≤ %,d".formatted(22 * each));
        assertThat(neighbours.aggregation())
                .isEqualTo(new Aggregation(Rule.SHARED_AT_MOST, 9, 64 * each));
        assertThat(apart.aggregation().rule()).isEqualTo(Rule.EACH_AT_MOST);
    }

    private static Criterion network(WaveFigures wave) {
        Percentiles none = Percentiles.NONE;
        SignerFigures signers =
                new SignerFigures(
                        1, 0, 1, 0, Map.of(), Map.of(), none, none, none, none, none, none);
        Evidence evidence =
                Seen.of(
                        Crowds.alone(signers),
                        Map.of(),
                        Map.of(),
                        Map.of(Wave1Criteria.WAVE, wave));
        List<Criterion> criteria = Wave1Criteria.of(evidence, Limits.FIRST_CUT);
        return criteria.stream()
                .filter(criterion -> criterion.name().startsWith("no network"))
                .findFirst()
                .orElseThrow();
    }
}
