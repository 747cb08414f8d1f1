package org.rempart.loadtests.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.WatchFigures;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

final class CountWatcherTest {
    private static final Duration SHORT = Duration.ofMillis(5);

    private final SecureRandom random = new SecureRandom();
    private final RehearsalPetition petition = new RehearsalPetition(random);

    @Test
    void whatIsReadAndToldIsKept() throws Exception {
        try (StandInGateway gateway = standIn();
                CountWatcher watcher = watch(gateway.target())) {
            WatchFigures seen = await(watcher, figures -> figures.lastEvent() == 0);

            assertThat(seen.lastRead()).isZero();
            assertThat(watcher.endsAt(0)).isTrue();
        }
    }

    @Test
    void aGatewayThatComesBackIsWatchedAgain() throws Exception {
        StandInGateway gateway = standIn();
        Target place = gateway.target();
        try (CountWatcher watcher = watch(place)) {
            long events = await(watcher, seen -> seen.events() > 0).events();
            gateway.close();
            Seat same =
                    new Seat(
                            place.publicSide().getPort(),
                            place.operatorSide().getPort(),
                            place.operatorToken(),
                            place.rehearsalToken());
            try (StandInGateway next = standIn(same)) {
                assertThat(await(watcher, seen -> seen.events() > events).falls()).isZero();
                assertThat(next.requests()).isPositive();
            }
        } finally {
            gateway.close();
        }
    }

    @Test
    void nobodyWhoAnswersIsNoCountAndNoFailure() throws Exception {
        StandInGateway gateway = standIn();
        gateway.close();

        CountWatcher watcher = CountWatcher.start(gateway.target(), petition, SHORT);
        Thread.sleep(SHORT.multipliedBy(10));

        assertThat(watcher.figures(List.of()))
                .isEqualTo(new WatchFigures(0, 0, 0, 0, 0, 0, -1, -1));
        assertThatNoException().isThrownBy(watcher::close);
    }

    @Test
    void onceClosedItAsksNoMore() throws Exception {
        try (StandInGateway gateway = standIn()) {
            CountWatcher watcher = watch(gateway.target());
            await(watcher, seen -> seen.reads() > 0);

            watcher.close();
            int asked = gateway.requests();
            Thread.sleep(SHORT.multipliedBy(10));

            assertThat(gateway.requests()).isEqualTo(asked);
        }
    }

    private CountWatcher watch(Target target) {
        return CountWatcher.start(target, petition, SHORT);
    }

    private StandInGateway standIn() throws IOException, InterruptedException {
        return standIn(Seat.anywhere());
    }

    private StandInGateway standIn(Seat seat) throws IOException, InterruptedException {
        StandInGateway gateway =
                new StandInGateway(Fault.NONE, 600, seat, Clock.systemUTC(), random);
        try (GatewayClient client =
                new GatewayClient(gateway.target(), Clock.systemUTC(), random)) {
            client.createPetition(petition);
        }
        return gateway;
    }

    private static WatchFigures await(CountWatcher watcher, Predicate<WatchFigures> until)
            throws InterruptedException {
        while (true) {
            WatchFigures seen = watcher.figures(List.of());
            if (until.test(seen)) {
                return seen;
            }
            Thread.sleep(SHORT);
        }
    }
}
