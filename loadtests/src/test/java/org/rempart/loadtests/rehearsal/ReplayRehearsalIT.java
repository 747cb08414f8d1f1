package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.loadtests.rehearsal.ReplayRehearsal.Extent;
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

/// The whole rehearsal, small, against a stand-in with two doors.
final class ReplayRehearsalIT {
    /// A busy machine is no fault of the stand-in's.
    private static final Limits PATIENT =
            new Limits(0.999, 0.99, 1_000, 1_000, 60, 60_000, 0.99, 100);

    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    @Test
    void gatewaysThatSellWorkOnceAreGreen() throws Exception {
        Verdict verdict = play(Fault.NONE);

        assertThat(verdict.failed()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.GREEN);
        assertThat(StandInStage.acts(verdict))
                .containsExactly(
                        "work nobody had posted", "work that was spent", "the same content again");
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTS_RACES, no work buys a second signature (fresh work)",
        "ACCEPTS_REPLAYS, no work buys a second signature (spent work)",
        "REFUSES_RETRIES, what bought the signature is not spent (retries)"
    })
    void othersAreRed(Fault fault, String criterion) throws Exception {
        Verdict verdict = play(fault);

        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(verdict.failed()).extracting(Criterion::name).contains(criterion);
    }

    private Verdict play(Fault fault) throws Exception {
        try (StandInGateway standIn =
                        new StandInGateway(fault, 600, Seat.anywhere(), Clock.systemUTC(), random);
                Door other = new Door(standIn)) {
            Stage stage =
                    StandInStage.stage(
                            standIn, other, Given.of("rehearsal.seconds=3"), folder, random);
            return StandInStage.judged(
                    new ReplayRehearsal(new Extent(6, 8), PATIENT, Duration.ofMillis(1))
                            .playOn(stage));
        }
    }
}
