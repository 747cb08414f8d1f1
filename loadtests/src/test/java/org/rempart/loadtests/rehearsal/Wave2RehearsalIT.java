package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.rehearsal.Rehearsal.Ending;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/// The whole rehearsal, small, against stand-ins.
final class Wave2RehearsalIT {
    /// Long enough for a visit, and over before a second act begins.
    private static final int VALID_S = 3;

    /// A busy machine is no fault of the stand-in's; nor that work expires whose post it has asked
    /// to wait more than once.
    private static final Limits PATIENT =
            new Limits(0.9, 0.99, 1_000, 1_000, 60, 60_000, 0.99, 100);

    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    @Test
    void anHonestGatewayIsGreen() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            Verdict verdict = judged(gateway);

            assertThat(verdict.failed()).isEmpty();
            assertThat(verdict.outcome()).isEqualTo(Outcome.GREEN);
            assertThat(StandInStage.acts(verdict))
                    .containsExactly("while it was quiet", "during the flood");
            assertThat(gateway.sources().stream().filter(from -> from.startsWith("127.254.")))
                    .hasSize(300);
        }
    }

    @Test
    void aGatewayThatAcceptsExpiredWorkIsRed() throws Exception {
        try (StandInGateway gateway = standIn(Fault.ACCEPTS_EXPIRED_WORK)) {
            Verdict verdict = judged(gateway);

            assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
            assertThat(verdict.failed())
                    .extracting(Criterion::name)
                    .contains("no attack was accepted");
        }
    }

    @Test
    void withoutConsentNothingIsSent() throws Exception {
        try (StandInGateway gateway = standIn(Fault.CONSENTS_TO_LESS)) {
            assertThat(play(gateway)).isInstanceOf(Ending.Refused.class);
            assertThat(gateway.requests()).isZero();
        }
    }

    private StandInGateway standIn(Fault fault) throws IOException {
        return new StandInGateway(fault, VALID_S, Seat.anywhere(), Clock.systemUTC(), random);
    }

    private Verdict judged(StandInGateway gateway) throws IOException, InterruptedException {
        Ending ending = play(gateway);
        assertThat(ending).isInstanceOf(Ending.Judged.class);
        return ((Ending.Judged) ending).verdict();
    }

    private Ending play(StandInGateway gateway) throws IOException, InterruptedException {
        Given given = Given.of("rehearsal.seconds=3", "wave2.sources=300", "wave2.rate=1000");
        return new Wave2Rehearsal(Wave2Rehearsal.Extent.of(given), PATIENT, Duration.ofMillis(1))
                .playOn(StandInStage.stage(gateway, given, folder, random));
    }
}
