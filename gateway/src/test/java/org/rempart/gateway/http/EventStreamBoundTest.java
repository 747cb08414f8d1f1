package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.source.Source;

class EventStreamBoundTest {
    private static final int MAX = 10_000;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private static Source source(int number) {
        return Source.of(new byte[] {10, 0, (byte) (number >> 8), (byte) number});
    }

    private static int takeAll(EventStreamBound bound, Source source) {
        int taken = 0;
        while (bound.take(source)) {
            taken++;
        }
        return taken;
    }

    private double refused(String reason) {
        return meters.get("rempart.event.streams.refused").tag("reason", reason).counter().count();
    }

    private double open() {
        return meters.get("rempart.event.streams").gauge().value();
    }

    @Test
    void oneSourceAloneMayHoldAnEleventhOfThem() {
        EventStreamBound bound = new EventStreamBound(MAX, meters);
        assertThat(takeAll(bound, source(1))).isEqualTo(MAX / 11 + 1);
        assertThat(refused("source")).isEqualTo(1);
        assertThat(refused("all")).isZero();
    }

    @Test
    void howeverManyTakeAllTheyCanThereIsOneForANewcomer() {
        EventStreamBound bound = new EventStreamBound(MAX, meters);
        boolean granted = true;
        while (granted) {
            granted = false;
            for (int i = 0; i < 218; i++) {
                granted |= bound.take(source(i));
            }
        }
        assertThat(MAX - open()).isBetween(400.0, 480.0);
        assertThat(takeAll(bound, source(1_000))).isBetween(35, 48);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        EventStreamBound bound = new EventStreamBound(MAX, meters);
        int taken = takeAll(bound, source(1));
        bound.give(source(1));
        assertThat(takeAll(bound, source(1))).isEqualTo(1);
        for (int i = 0; i < taken; i++) {
            assertThat(bound.sources()).isEqualTo(1);
            bound.give(source(1));
        }
        assertThat(bound.sources()).isZero();
        assertThat(open()).isZero();
    }

    @Test
    void theLastOneIsTakenAndNoMore() {
        EventStreamBound bound = new EventStreamBound(2, meters);
        assertThat(bound.take(source(1))).isTrue();
        assertThat(bound.take(source(1))).isFalse();
        assertThat(bound.take(source(2))).isTrue();
        assertThat(bound.take(source(3))).isFalse();
        assertThat(refused("source")).isEqualTo(1);
        assertThat(refused("all")).isEqualTo(1);
    }
}
