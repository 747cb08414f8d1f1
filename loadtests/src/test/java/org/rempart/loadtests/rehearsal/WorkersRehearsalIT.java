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

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/// The whole rehearsal, short, against a stand-in that has one price and no budgets.
final class WorkersRehearsalIT {
    private static final String COUNTS =
            "count.json, the petition and its countries equal the counted rows";

    private final SecureRandom random = new SecureRandom();

    @Test
    void aGatewayWithoutBudgetsIsRed() throws Exception {
        Ending ending = play(Fault.NONE, Fault.NONE);

        assertThat(ending).isInstanceOf(Ending.Judged.class);
        Verdict verdict = ((Ending.Judged) ending).verdict();
        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(StandInStage.acts(verdict))
                .containsExactly("warming up", "beside the workers", "quiet again");
        assertThat(verdict.failed())
                .extracting(Criterion::name)
                .contains("no source gets more than its budget counted");
    }

    @Test
    void oneWithAFixedPriceThatCountsWronglyIsRedForThat() throws Exception {
        Ending ending = play(Fault.NONE, Fault.COUNTS_ONE_TWICE);

        assertThat(((Ending.Judged) ending).verdict().failed())
                .extracting(Criterion::name)
                .contains(COUNTS + " (fixed price)")
                .doesNotContain(COUNTS);
    }

    @Test
    void withoutConsentNothingIsSent() throws Exception {
        assertThat(play(Fault.CONSENTS_TO_LESS, Fault.NONE)).isInstanceOf(Ending.Refused.class);
    }

    private Ending play(Fault guarded, Fault fixed) throws Exception {
        try (StandInGateway one = standIn(guarded);
                StandInGateway other = standIn(fixed)) {
            Ending ending =
                    new WorkersRehearsal(new WorkersRehearsal.Extent(10, 3), Limits.FIRST_CUT)
                            .play(act -> act.on(stage(one)), act -> act.on(stage(other)));
            if (guarded != Fault.NONE) {
                assertThat(one.requests() + other.requests()).isZero();
            }
            return ending;
        }
    }

    private StandInGateway standIn(Fault fault) throws IOException {
        return new StandInGateway(fault, 600, Seat.anywhere(), Clock.systemUTC(), random);
    }

    private WorkersStage stage(StandInGateway gateway) {
        return new WorkersStage(StandInStage.stage(gateway, random), () -> Duration.ZERO);
    }
}
