package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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
import java.util.ArrayList;
import java.util.List;

/// The whole rehearsal, small, against stand-ins: a rehearsal that cannot go red is worthless.
final class FloodRehearsalIT {
    private static final int VALID_S = 600;

    /// A busy machine is no fault of the stand-in's.
    private static final Limits PATIENT =
            new Limits(0.999, 0.99, 1_000, 1_000, 60, 60_000, 0.99, 100);

    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    @Test
    void anHonestGatewayIsGreen() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            Verdict verdict = judged(gateway, given("flood.rate=2000", "forgers.rate=500"));

            assertThat(verdict.failed()).isEmpty();
            assertThat(verdict.outcome()).isEqualTo(Outcome.GREEN);
            assertThat(StandInStage.acts(verdict))
                    .containsExactly(
                            "warming up",
                            "beside the forgers",
                            "while it was quiet",
                            "during the flood");
            assertThat(verdict.evidence().signers().acknowledged()).isPositive();
            assertThat(gateway.sources()).contains("127.0.1.1", "127.0.1.218");
            assertThat(gateway.sources().stream().filter(from -> from.startsWith("127.0.1.")))
                    .hasSize(218);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DROPS_ONE_IN_TEN, every acknowledged signature has its row",
        "COUNTS_ONE_TWICE, 'count.json, the petition and its countries equal the counted rows'",
        "ACCEPTS_REPLAYS, no attack was accepted",
        "ACCEPTS_FORGED_WORK, no attack was accepted"
    })
    void aFaultyGatewayIsRed(Fault fault, String criterion) throws Exception {
        try (StandInGateway gateway = standIn(fault)) {
            Verdict verdict = judged(gateway, given("flood.rate=300", "forgers.rate=300"));

            assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
            assertThat(verdict.failed()).extracting(Criterion::name).contains(criterion);
        }
    }

    @Test
    void aGatewayThatSlowsDownInTheFloodIsRed() throws Exception {
        Limits twice = new Limits(0.999, 0.99, 2, 3, 10, 60_000, 0.99, 100);
        try (StandInGateway gateway = standIn(Fault.SLOWS_DOWN)) {
            Ending ending = play(gateway, given("flood.rate=3000"), twice);

            assertThat(((Ending.Judged) ending).verdict().failed())
                    .extracting(Criterion::name)
                    .contains("genuine signers do not wait much longer (p50, 2 times)");
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "CONSENTS_NOT",
                "CONSENTS_UNDER_ANOTHER_TOKEN",
                "CONSENTED_UNTIL_A_MINUTE_AGO",
                "CONSENTS_TO_LESS",
                "SENDS_ELSEWHERE"
            })
    void withoutConsentNothingIsSent(Fault fault) throws Exception {
        try (StandInGateway gateway = standIn(fault)) {
            assertThat(play(gateway, given())).isInstanceOf(Ending.Refused.class);
            assertThat(gateway.requests()).isZero();
        }
    }

    private StandInGateway standIn(Fault fault) throws IOException {
        return new StandInGateway(fault, VALID_S, Seat.anywhere(), Clock.systemUTC(), random);
    }

    private static Given given(String... more) {
        List<String> all = new ArrayList<>(List.of("rehearsal.seconds=3"));
        all.addAll(List.of(more));
        return Given.of(all.toArray(String[]::new));
    }

    private Verdict judged(StandInGateway gateway, Given given) throws Exception {
        Ending ending = play(gateway, given);
        assertThat(ending).isInstanceOf(Ending.Judged.class);
        return ((Ending.Judged) ending).verdict();
    }

    private Ending play(StandInGateway gateway, Given given)
            throws IOException, InterruptedException {
        return play(gateway, given, PATIENT);
    }

    private Ending play(StandInGateway gateway, Given given, Limits limits)
            throws IOException, InterruptedException {
        return new FloodRehearsal(FloodRehearsal.Extent.of(given), limits, Duration.ofMillis(1))
                .playOn(StandInStage.stage(gateway, given, folder, random), false);
    }
}
