package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.rehearsal.Rehearsal.Ending;
import org.rempart.loadtests.rehearsal.Wave1Rehearsal.Extent;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.security.SecureRandom;
import java.time.Clock;

/// The whole rehearsal, short and from few servers, against a stand-in that has no budgets.
final class Wave1RehearsalTest {
    /// A busy machine is no fault of the stand-in's.
    private static final Limits PATIENT =
            new Limits(0.999, 0.99, 1_000, 1_000, 60, 60_000, 0.99, 100);

    private final SecureRandom random = new SecureRandom();

    @Test
    void theShortFormComesFromAsManyServers() {
        assertThat(Extent.of(Given.of("rehearsal=wave1"))).isEqualTo(new Extent(218, 1, 120));
        assertThat(Extent.of(Given.of())).isEqualTo(new Extent(218, 1, 10));
    }

    @Test
    void limitsHold() {
        Bounds.hold("wave1.sources", 1, 218, given -> Extent.of(given).sources());
        Bounds.hold("wave1.seconds", 3, 1_800, given -> Extent.of(given).seconds());
    }

    @Test
    void aGatewayWithoutBudgetsIsRed() throws Exception {
        Ending ending = play(Fault.NONE);

        assertThat(ending).isInstanceOf(Ending.Judged.class);
        Verdict verdict = ((Ending.Judged) ending).verdict();
        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(verdict.failed())
                .extracting(Criterion::name)
                .contains(
                        "no source gets more than its budget counted",
                        "no network gets more than its budget counted");
    }

    @Test
    void withoutConsentNothingIsSent() throws Exception {
        assertThat(play(Fault.CONSENTS_TO_LESS)).isInstanceOf(Ending.Refused.class);
    }

    private Ending play(Fault fault) throws Exception {
        try (StandInGateway gateway =
                new StandInGateway(fault, 600, Seat.anywhere(), Clock.systemUTC(), random)) {
            Ending ending =
                    new Wave1Rehearsal(new Extent(10, 8, 3), PATIENT)
                            .playOn(StandInStage.stage(gateway, random));
            if (fault != Fault.NONE) {
                assertThat(gateway.requests()).isZero();
            }
            return ending;
        }
    }
}
