package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.MovableTime;
import org.rempart.gateway.testing.TcpProxy;
import org.rempart.gateway.testing.TestDatabase;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// What one gateway tells, the others hear; and what they may have missed, they hear of too.
class ChangeFeedIT {
    private final TestDatabase database = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final DatabaseClock clock = new DatabaseClock(System::nanoTime);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private ChangeFeed feed(TestDatabase at, Queue<Change> heard) {
        Duration deadline = Duration.ofMillis(500);
        ChangeFeed feed =
                new ChangeFeed(
                        vertx,
                        vertx.getOrCreateContext(),
                        new Connector(vertx, at.parsed(), deadline),
                        deadline,
                        clock,
                        heard::add);
        feed.start().toCompletionStage().toCompletableFuture().join();
        return feed;
    }

    @Test
    void everyGatewayHearsAndTheTellerToo() {
        Queue<Change> one = new ConcurrentLinkedQueue<>();
        Queue<Change> other = new ConcurrentLinkedQueue<>();
        ChangeFeed teller = feed(database, one);
        feed(database, other);
        Eventually.holds(() -> !one.isEmpty() && !other.isEmpty());
        Change change = new Change.Counts(Set.of(7L, 8L));
        teller.tell(change);
        Eventually.holds(() -> one.contains(change) && other.contains(change));
        assertThat(one.peek()).isEqualTo(new Change.Everything());
    }

    @Test
    void whoWasCutOffReadsEverythingWhenHeIsBack() {
        Queue<Change> heard = new ConcurrentLinkedQueue<>();
        try (TcpProxy proxy = new TcpProxy(database.port())) {
            ChangeFeed feed = feed(database.through(proxy), heard);
            Eventually.holds(() -> feed.reachable() && heard.size() == 1);
            proxy.refuse();
            Eventually.holds(() -> !feed.reachable());
            proxy.forward();
            Eventually.holds(() -> feed.reachable() && heard.size() == 2);
            assertThat(heard).containsOnly(new Change.Everything());
        }
    }

    @Test
    void aConnectionThatFallsSilentIsGivenUp() {
        Queue<Change> heard = new ConcurrentLinkedQueue<>();
        try (TcpProxy proxy = new TcpProxy(database.port())) {
            ChangeFeed feed = feed(database.through(proxy), heard);
            Eventually.holds(() -> feed.reachable() && heard.size() == 1);
            proxy.goSilent();
            Eventually.holds(() -> !feed.reachable());
            proxy.forward();
            Eventually.holds(() -> feed.reachable() && heard.size() >= 2);
        }
    }

    @Test
    void theClockIsSetWhenItHasStartedAndFollowsTheDatabases() throws Exception {
        Migrations.run(database.parsed());
        MovableTime time = MovableTime.of(database);
        feed(database, new ConcurrentLinkedQueue<>());
        assertThat(error()).isLessThan(Duration.ofSeconds(1));
        for (Duration jump : new Duration[] {Duration.ofDays(3), Duration.ofDays(-9)}) {
            time.move(jump);
            Eventually.holds(() -> error().compareTo(Duration.ofSeconds(1)) < 0);
        }
    }

    private Duration error() {
        long databaseMs = database.number("SELECT extract(epoch FROM now()) * 1000");
        return Duration.ofMillis(databaseMs - clock.millis()).abs();
    }
}
