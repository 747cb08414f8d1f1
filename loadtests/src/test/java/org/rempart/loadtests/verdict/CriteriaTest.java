package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.List;
import java.util.Map;

/// What every rehearsal is judged by, as far as it was watched.
final class CriteriaTest {
    private static final WatchFigures FINE = Seen.NOTHING_WRONG;

    @Test
    void nothingWrongHolds() {
        assertThat(failed(Map.of("gateway", FINE))).isEmpty();
    }

    @Test
    void oneOfEachIsFoundAtWhicheverGateway() {
        assertThat(failedBeside(new WatchFigures(60, 30, 1, 0, 0, 0, 0, 0)))
                .containsExactly("no published count goes down");
        assertThat(failedBeside(new WatchFigures(60, 30, 0, 1, 0, 0, 0, 0)))
                .containsExactly("count.json and the event stream never contradict each other");
        assertThat(failedBeside(new WatchFigures(60, 30, 0, 0, 1, 0, 0, 0)))
                .containsExactly("the countries add up to the count in every answer");
        assertThat(failedBeside(new WatchFigures(60, 30, 0, 0, 0, 1, 0, 0)))
                .containsExactly("no published count is ahead of the rows");
        assertThat(failedBeside(new WatchFigures(60, 30, 0, 0, 0, 0, 1, 0)))
                .containsExactly("what the public watched ends at the counted rows");
        assertThat(failedBeside(new WatchFigures(60, 30, 0, 0, 0, 0, 0, -1)))
                .containsExactly("what the public watched ends at the counted rows");
    }

    @Test
    void aRunThatNobodyWatchedMeansNothing() {
        assertThat(failed(Map.of())).containsExactly("the counts of every gateway were watched");
        assertThat(failedBeside(new WatchFigures(0, 30, 0, 0, 0, 0, 0, 0)))
                .containsExactly("the counts of every gateway were watched");
        assertThat(failedBeside(new WatchFigures(60, 0, 0, 0, 0, 0, 0, 0)))
                .containsExactly("the counts of every gateway were watched");
    }

    @Test
    void allButThatIsOfTheTruth() {
        assertThat(Criteria.truth(evidence(Map.of("gateway", FINE))))
                .extracting(Criterion::of)
                .containsOnly(Of.TRUTH, Of.GENERATOR)
                .containsOnlyOnce(Of.GENERATOR);
    }

    private static List<String> failedBeside(WatchFigures other) {
        return failed(Map.of("gateway 1", FINE, "gateway 2", other));
    }

    private static List<String> failed(Map<String, WatchFigures> watched) {
        return Criteria.truth(evidence(watched)).stream()
                .filter(criterion -> !criterion.passed())
                .map(Criterion::name)
                .toList();
    }

    private static Evidence evidence(Map<String, WatchFigures> watched) {
        return new Evidence(
                Reconciliation.of(new Ledger(), List.of()),
                Map.of("gateway", new Published(0, 0, Map.of())),
                watched,
                Crowds.alone(SoakCriteriaTest.signers(20)),
                Map.of(),
                Map.of(),
                Timeline.NONE,
                Map.of());
    }
}
