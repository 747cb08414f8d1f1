package org.rempart.loadtests.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.Timeline;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;

final class StatusSamplerTest {
    private static final Duration SHORT = Duration.ofMillis(5);

    @Test
    void whatTheGatewaySaysIsKeptWithItsMoment() throws Exception {
        try (StandInGateway gateway = standIn();
                StatusSampler sampler = StatusSampler.start(gateway.target(), SHORT, 100)) {
            Timeline seen = await(sampler, timeline -> timeline.seconds().size() >= 3);

            assertThat(seen.seconds()).isSorted();
            assertThat(seen.series())
                    .extracting(Timeline.Series::name)
                    .containsExactly("pressure", "pressure factor", "price", "queue");
            Timeline.Series pressure = seen.series().getFirst();
            assertThat(pressure.steps()).containsExactly("calm", "busy", "attack", "severe");
            assertThat(pressure.values()).containsOnly(1.0);
            assertThat(seen.series().get(2).values()).containsOnly(500_000.0);
        }
    }

    @Test
    void aGatewayThatGoesLeavesAGap() throws Exception {
        StandInGateway gateway = standIn();
        try (StatusSampler sampler = StatusSampler.start(gateway.target(), SHORT, 1_000)) {
            await(sampler, timeline -> !timeline.series().isEmpty());
            gateway.close();

            Timeline seen =
                    await(
                            sampler,
                            timeline -> timeline.series().getFirst().values().getLast() == null);
            assertThat(seen.series().getFirst().values()).startsWith(1.0);
        } finally {
            gateway.close();
        }
    }

    @Test
    void nobodyWhoAnswersIsNoTimelineAndNoFailure() throws Exception {
        StandInGateway gateway = standIn();
        gateway.close();

        StatusSampler sampler = StatusSampler.start(gateway.target(), SHORT, 100);
        Timeline seen = await(sampler, timeline -> timeline.seconds().size() >= 2);

        assertThat(seen.series()).isEmpty();
        assertThatNoException().isThrownBy(sampler::close);
    }

    @Test
    void aLongRunStaysWithinItsBoundAndFillsItsWholeLength() throws Exception {
        try (StandInGateway gateway = standIn();
                StatusSampler sampler = StatusSampler.start(gateway.target(), SHORT, 4)) {
            double begin = await(sampler, seen -> seen.seconds().size() == 4).seconds().getFirst();

            Timeline seen = await(sampler, later -> later.seconds().getLast() > 0.2);
            assertThat(seen.seconds()).hasSizeLessThanOrEqualTo(4).startsWith(begin);
        }
    }

    @Test
    void onceClosedItAsksNoMore() throws Exception {
        try (StandInGateway gateway = standIn()) {
            StatusSampler sampler = StatusSampler.start(gateway.target(), SHORT, 100);
            await(sampler, timeline -> !timeline.seconds().isEmpty());

            sampler.close();
            int asked = gateway.requests();
            Timeline kept = sampler.timeline();
            Thread.sleep(SHORT.multipliedBy(10));

            assertThat(gateway.requests()).isEqualTo(asked);
            assertThat(sampler.timeline()).isEqualTo(kept);
            assertThat(kept.series()).isNotEmpty();
        }
    }

    private static StandInGateway standIn() throws IOException {
        return new StandInGateway(
                Fault.NONE, 600, Seat.anywhere(), Clock.systemUTC(), new SecureRandom());
    }

    private static Timeline await(StatusSampler sampler, Predicate<Timeline> until)
            throws InterruptedException {
        while (true) {
            Timeline seen = sampler.timeline();
            if (until.test(seen)) {
                return seen;
            }
            Thread.sleep(SHORT);
        }
    }
}
