package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How one of several machines comes to a gateway: asks it for all of them, and begins with them.
@Timeout(60)
final class MachinesOnStandInTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();
    private StandInGateway standIn;

    @BeforeEach
    void open() throws IOException {
        standIn = new StandInGateway(Fault.NONE, 600, Seat.anywhere(), clock, random);
    }

    @AfterEach
    void close() {
        standIn.close();
    }

    /// On a gateway of its own, whose consent is asked for once.
    private Scene.Played<Instant> play(int rate, Duration longest, String... more)
            throws IOException, InterruptedException {
        Stage stage = StandInStage.stage(standIn, Given.of(more), Path.of("."), random);
        Backstage own = new Backstage(() -> 0, Path.of("gateway.log"), Optional.empty());
        return Scene.play(
                new Stage(
                        stage.gateways(),
                        stage.gatewayCpu(),
                        Optional.of(own),
                        stage.departures(),
                        stage.withdrawn(),
                        stage.settings(),
                        stage.folder(),
                        stage.notes(),
                        clock,
                        random),
                rate,
                longest,
                _ -> clock.instant());
    }

    private static String[] ofThree(String meet) {
        return new String[] {
            "rehearsal=flood",
            "rehearsal.run=a",
            "rehearsal.machines=3",
            "rehearsal.machine=2",
            "rehearsal.meet=" + meet
        };
    }

    @Test
    void eachAsksForTheRateOfAll() throws Exception {
        assertThat(play(20_000, HALF_AN_HOUR)).isInstanceOf(Scene.Played.Done.class);
        assertThat(play(16_000, HALF_AN_HOUR, ofThree(""))).isInstanceOf(Scene.Played.Done.class);
        assertThat(play(20_000, HALF_AN_HOUR, ofThree("")))
                .isInstanceOfSatisfying(
                        Scene.Played.Refused.class,
                        refused -> assertThat(refused.why()).contains("the rehearsal needs 60015"));
    }

    @Test
    void theConsentHasToCoverTheTimeUntilTheyMeet() throws Exception {
        String meet = clock.instant().plus(Duration.ofMinutes(29)).toString();

        assertThat(play(100, Duration.ofMinutes(45), ofThree(meet)))
                .isInstanceOfSatisfying(
                        Scene.Played.Refused.class,
                        refused ->
                                assertThat(refused.why()).contains("before the rehearsal would"));
        assertThat(standIn.requests()).isZero();
    }

    @Test
    void nobodyBeginsBeforeTheyMeet() throws Exception {
        // longer than consent and petition take on a busy machine
        Instant meet = clock.instant().plusSeconds(4);

        assertThat(play(100, HALF_AN_HOUR, ofThree(meet.toString())))
                .isInstanceOfSatisfying(
                        Scene.Played.Done.class,
                        done -> assertThat((Instant) done.result()).isAfterOrEqualTo(meet));
    }
}
