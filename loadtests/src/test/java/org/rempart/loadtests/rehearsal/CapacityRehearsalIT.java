package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.rehearsal.CapacityRehearsal.Extent;
import org.rempart.loadtests.rehearsal.Rehearsal.Ending;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;

/// The whole rehearsal, in few steps, against a stand-in that has enough of a hundred requests a
/// second.
final class CapacityRehearsalIT {
    /// Every seventh post is asked to wait a second: one late answer more is in time, two are not.
    private static final int P99_MS = 3_500;

    private final SecureRandom random = new SecureRandom();

    @Test
    void aGatewayThatIsSlowAboveARateIsRedThere() throws Exception {
        Verdict verdict = judged(new Extent(150, P99_MS, 1, 2));

        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(verdict.failed())
                .extracting(Criterion::name)
                .containsExactly("genuine signers are served in time");
    }

    @Test
    void andGreenBelow() throws Exception {
        assertThat(judged(new Extent(10, P99_MS, 1, 2)).outcome()).isEqualTo(Outcome.GREEN);
    }

    private Verdict judged(Extent extent) throws IOException, InterruptedException {
        try (StandInGateway gateway =
                new StandInGateway(Fault.JAMS, 600, Seat.anywhere(), Clock.systemUTC(), random)) {
            Ending ending =
                    new CapacityRehearsal(extent, Limits.FIRST_CUT)
                            .playOn(StandInStage.stage(gateway, random));
            assertThat(ending).isInstanceOf(Ending.Judged.class);
            return ((Ending.Judged) ending).verdict();
        }
    }
}
