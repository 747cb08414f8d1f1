package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.rehearsal.Rehearsal.Ending;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/// The whole rehearsal, short, against a stand-in that has one price and no budgets.
final class WorkersRehearsalIT {
    private final SecureRandom random = new SecureRandom();

    @Test
    void aGatewayWithoutBudgetsIsRed() throws Exception {
        Ending ending = play(Fault.NONE);

        assertThat(ending).isInstanceOf(Ending.Judged.class);
        Verdict verdict = ((Ending.Judged) ending).verdict();
        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(verdict.failed())
                .extracting(Criterion::name)
                .contains("no source gets more than its budget counted");
    }

    @Test
    void withoutConsentNothingIsSent() throws Exception {
        assertThat(play(Fault.CONSENTS_TO_LESS)).isInstanceOf(Ending.Refused.class);
    }

    private Ending play(Fault fault) throws Exception {
        try (StandInGateway gateway =
                new StandInGateway(fault, 600, Seat.anywhere(), Clock.systemUTC(), random)) {
            WorkersStage stage =
                    new WorkersStage(StandInStage.stage(gateway, random), () -> Duration.ZERO);
            Ending ending =
                    new WorkersRehearsal(new WorkersRehearsal.Extent(10, 3), Limits.FIRST_CUT)
                            .play(act -> act.on(stage), act -> act.on(stage));
            if (fault != Fault.NONE) {
                assertThat(gateway.requests()).isZero();
            }
            return ending;
        }
    }
}
