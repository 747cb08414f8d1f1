package org.rempart.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

class TurnedAwayTest {
    private final EmbeddedChannel acceptor = new EmbeddedChannel();
    private final TurnedAway turnedAway = new TurnedAway(acceptor.eventLoop());

    TurnedAwayTest() {
        acceptor.freezeTime();
    }

    private EmbeddedChannel add() {
        EmbeddedChannel channel = new EmbeddedChannel();
        turnedAway.add(channel);
        return channel;
    }

    private List<EmbeddedChannel> add(int channels) {
        List<EmbeddedChannel> added = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            added.add(add());
        }
        return added;
    }

    private void pass(long ms) {
        acceptor.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        acceptor.runScheduledPendingTasks();
    }

    @Test
    void eachIsResetASecondLater() {
        EmbeddedChannel first = add();
        pass(500);
        EmbeddedChannel second = add();
        pass(TurnedAway.WAIT_MS - 500 - 1);
        assertThat(first.isOpen()).isTrue();
        pass(1 + TurnedAway.TICK_MS);
        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        pass(500);
        assertThat(second.isOpen()).isFalse();
    }

    @Test
    void oneThatComesWhenNobodyWaitsIsResetInItsTimeToo() {
        add();
        pass(5_000);
        EmbeddedChannel late = add();
        pass(TurnedAway.WAIT_MS + TurnedAway.TICK_MS);
        assertThat(late.isOpen()).isFalse();
    }

    @Test
    void beyondTheBoundTheEldestIsReset() {
        List<EmbeddedChannel> waiting = add(TurnedAway.WAITING_MAX);
        assertThat(waiting).allMatch(EmbeddedChannel::isOpen);
        add(2);
        assertThat(waiting.subList(0, 2)).noneMatch(EmbeddedChannel::isOpen);
        assertThat(waiting.subList(2, waiting.size())).allMatch(EmbeddedChannel::isOpen);
    }

    @Test
    void noneIsLeftWhenNothingIsAcceptedAnyMore() {
        List<EmbeddedChannel> waiting = add(3);
        turnedAway.resetAll();
        assertThat(waiting).noneMatch(EmbeddedChannel::isOpen);
        pass(5_000);
    }
}
