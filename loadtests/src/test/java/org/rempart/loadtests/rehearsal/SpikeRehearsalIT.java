package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.rehearsal.SpikeRehearsal.Extent;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/// The whole rehearsal, six seconds of it, against stand-ins. 6,000 watchers are 600 reads a
/// second.
final class SpikeRehearsalIT {
    /// A busy machine is no fault of the stand-in's.
    private static final Limits PATIENT =
            new Limits(0.999, 0.99, 1_000, 1_000, 60, 60_000, 0.99, 100);

    private static final Limits FOUR_TIMES = new Limits(0.999, 0.99, 4, 4, 10, 60_000, 0.99, 100);

    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    @Test
    void aGatewayThatServesEverybodyIsGreen() throws Exception {
        Verdict verdict = play(Fault.NONE, PATIENT);

        assertThat(verdict.failed()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.GREEN);
        assertThat(StandInStage.acts(verdict))
                .containsExactly(
                        "warming up",
                        "while it was quiet",
                        "it is on television",
                        "at the tip",
                        "after the tip");
    }

    @Test
    void oneThatSlowsDownWhenManyComeIsRed() throws Exception {
        Verdict verdict = play(Fault.SLOWS_DOWN, FOUR_TIMES);

        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(verdict.failed())
                .extracting(Criterion::name)
                .containsExactly(
                        "genuine signers do not wait much longer at the tip (p50, 4 times)");
    }

    private Verdict play(Fault fault, Limits limits) throws Exception {
        try (StandInGateway standIn =
                new StandInGateway(fault, 600, Seat.anywhere(), Clock.systemUTC(), random)) {
            Stage stage = StandInStage.stage(standIn, Given.of("signers.rate=10"), folder, random);
            return StandInStage.judged(
                    new SpikeRehearsal(new Extent(6, 6_000), limits).playOn(stage));
        }
    }
}
