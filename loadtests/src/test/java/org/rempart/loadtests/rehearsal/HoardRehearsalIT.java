package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.rehearsal.HoardRehearsal.Extent;
import org.rempart.loadtests.standin.Door;
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
import java.time.Duration;

/// The whole rehearsal, small, against a stand-in with two doors and no budgets.
final class HoardRehearsalIT {
    /// A busy machine is no fault of the stand-in's.
    private static final Limits PATIENT =
            new Limits(0.999, 0.99, 1_000, 1_000, 60, 60_000, 0.99, 100);

    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    @Test
    void gatewaysWithoutBudgetsAreRed() throws Exception {
        Verdict verdict = play();

        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(StandInStage.acts(verdict))
                .containsExactly("warming up", "while it was hoarded", "as it was released");
        assertThat(verdict.failed())
                .extracting(Criterion::name)
                .containsExactly("no source gets more than its budget counted");
    }

    private Verdict play() throws Exception {
        try (StandInGateway standIn =
                        new StandInGateway(
                                Fault.NONE, 600, Seat.anywhere(), Clock.systemUTC(), random);
                Door other = new Door(standIn)) {
            Stage stage =
                    StandInStage.stage(
                            standIn, other, Given.of("rehearsal.seconds=3"), folder, random);
            return StandInStage.judged(
                    new HoardRehearsal(new Extent(2, 5), PATIENT, Duration.ofMillis(1))
                            .playOn(stage));
        }
    }
}
