package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.loadtests.signer.Audience;
import org.rempart.loadtests.signer.Patience;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.Criteria;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Timeline;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;
import org.rempart.loadtests.verdict.WatchFigures;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What whoever only watches finds in a gateway whose rows are right and whose published counts are
/// not.
@Execution(ExecutionMode.CONCURRENT)
final class WatchOnStandInTest {
    private static final Patience QUICK =
            new Patience(8, Duration.ofMillis(50), Duration.ofMillis(1), Duration.ofMillis(20));

    /// For the count to be read a few times.
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private final SecureRandom random = new SecureRandom();

    @Test
    void whoPublishesTheTruthIsGreenAndHasATimeline() throws Exception {
        Evidence evidence = watched(Fault.NONE);

        assertThat(failed(evidence)).isEmpty();
        long counted = evidence.reconciliation().counted();
        assertThat(counted).isPositive();
        assertThat(evidence.watched().values())
                .extracting(WatchFigures::lastEvent)
                .containsExactly(counted);
        assertThat(evidence.timeline().series())
                .extracting(Timeline.Series::name)
                .contains("pressure", "price");
        assertThat(evidence.timeline().marks())
                .extracting(Timeline.Mark::name)
                .containsExactly("they come", "the end is planned");
        assertThat(
                        evidence.timeline().marks().getLast().seconds()
                                - evidence.timeline().marks().getFirst().seconds())
                .isCloseTo(A_WHILE.toMillis() / 1e3, within(0.5));
    }

    @ParameterizedTest
    @CsvSource({
        "FALLS_BACK, no published count goes down",
        "RUNS_AHEAD, no published count is ahead of the rows",
        "COUNTS_ONE_TWICE, no published count is ahead of the rows",
        "COUNTS_ONE_TWICE, what the public watched ends at the counted rows",
        "LOSES_A_COUNTRY, the countries add up to the count in every answer",
        "STREAMS_ANOTHER_COUNT, count.json and the event stream never contradict each other",
        "STREAMS_ANOTHER_COUNT, what the public watched ends at the counted rows",
        "STREAM_STAYS_BEHIND, what the public watched ends at the counted rows"
    })
    void whoDoesNotIsRed(Fault fault, String criterion) throws Exception {
        Evidence evidence = watched(fault);

        assertThat(failed(evidence)).contains(criterion);
        Verdict verdict =
                Verdict.of("watch", "nobody", Criteria.truth(evidence), evidence, List.of());
        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
    }

    private Evidence watched(Fault fault) throws IOException, InterruptedException {
        Ledger ledger = new Ledger();
        try (StandInGateway standIn =
                        new StandInGateway(fault, 600, Seat.anywhere(), Clock.systemUTC(), random);
                Solvers solvers = new Solvers(1)) {
            return StandInStage.on(
                    StandInStage.stage(standIn, random),
                    scene -> {
                        scene.begins("the end is planned", A_WHILE);
                        scene.begins("they come");
                        SignerFigures signers =
                                scene.crowd(
                                                Audience.of(scene.page(), QUICK),
                                                new People(random),
                                                solvers,
                                                ledger)
                                        .come(100, A_WHILE);
                        return scene.settle(ledger, Duration.ofMillis(1))
                                .evidence(Crowds.alone(signers), ledger, Map.of(), Map.of());
                    });
        }
    }

    private static List<String> failed(Evidence evidence) {
        return Criteria.truth(evidence).stream()
                .filter(criterion -> !criterion.passed())
                .map(Criterion::name)
                .toList();
    }
}
