package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.loadtests.signer.Arrivals;
import org.rempart.loadtests.signer.Arrivals.Segment;
import org.rempart.loadtests.signer.Arrivals.Spacing;
import org.rempart.loadtests.signer.SourceAddresses;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.Criteria;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;
import org.rempart.loadtests.worker.Core;
import org.rempart.loadtests.worker.Guise;
import org.rempart.loadtests.worker.Tempo;
import org.rempart.loadtests.worker.Workers;
import org.rempart.loadtests.worker.WorkersPlan;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One signature among twenty thousand: a gateway that loses it, or has it twice, is caught by what
/// every rehearsal is judged by, however well all others were treated.
final class TwentyThousandTest {
    /// The stand-in asks every seventh post to come again, and these do not.
    private static final int POSTS = 23_333;

    private static final int ACKNOWLEDGED = 20_000;

    private static final int SOURCES = 10;

    /// Solves at once.
    private static final Core INSTANT = new Core(1e12, 1);

    /// For a machine that is busy: whoever has no turn left leaves.
    private static final Segment SLACK = Segment.steady(0, Duration.ofMinutes(2));

    private static final SignerFigures NOBODY =
            new SignerFigures(
                    0,
                    0,
                    0,
                    0,
                    Map.of(),
                    Map.of(),
                    Percentiles.NONE,
                    Percentiles.NONE,
                    Percentiles.NONE,
                    Percentiles.NONE,
                    Percentiles.NONE,
                    Percentiles.NONE);

    private final SecureRandom random = new SecureRandom();

    @Test
    void whoKeepsAllOfThemIsGreen() throws Exception {
        Verdict verdict = post(Fault.NONE);

        assertThat(verdict.failed()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.GREEN);
    }

    @ParameterizedTest
    @CsvSource({
        "DROPS_ONE_IN_TEN_THOUSAND, every acknowledged signature has its row",
        "COUNTS_ONE_TWICE, 'count.json, the petition and its countries equal the counted rows'",
        "WRITES_ONE_TWICE, no signature has two rows"
    })
    void whoFailsOneOfThemIsRed(Fault fault, String criterion) throws Exception {
        Verdict verdict = post(fault);

        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(verdict.failed()).extracting(Criterion::name).contains(criterion);
    }

    private Verdict post(Fault fault) throws Exception {
        try (StandInGateway standIn =
                new StandInGateway(fault, 600, Seat.anywhere(), Clock.systemUTC(), random)) {
            return StandInStage.on(
                    StandInStage.stage(standIn, random),
                    scene -> {
                        Ledger ledger = new Ledger();
                        new Workers(plan(scene), ledger).work();
                        assertThat(ledger.acknowledgements()).hasSize(ACKNOWLEDGED);
                        Evidence evidence =
                                scene.settle(ledger, Duration.ofMillis(1))
                                        .evidence(Crowds.alone(NOBODY), ledger, Map.of(), Map.of());
                        return Verdict.of(
                                "twenty-thousand",
                                "a crowd",
                                Criteria.truth(evidence),
                                evidence,
                                List.of());
                    });
        }
    }

    private static WorkersPlan plan(Scene scene) {
        return new WorkersPlan(
                scene.stage().target().gate(),
                scene.path(),
                SourceAddresses.ofAttackers(SOURCES).stream().map(InetAddress::ofLiteral).toList(),
                2,
                INSTANT,
                100_000,
                new Tempo.Due(
                        new Arrivals(
                                List.of(Segment.steady(POSTS, Duration.ofSeconds(1)), SLACK),
                                Spacing.EVEN),
                        1),
                Guise.EACH_ANOTHER,
                scene.stage().departures());
    }
}
