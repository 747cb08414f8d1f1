package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Eventually;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class FreshCountsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final AtomicInteger waits = new AtomicInteger();
    private final List<Thread> served = new CopyOnWriteArrayList<>();
    private volatile @Nullable Future<Void> underWay;
    private final FreshCounts fresh = new FreshCounts(context, () -> underWay);

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /// A reading that may take as long as it likes, and of which it is counted how often somebody
    /// begins to wait for it.
    @SuppressWarnings({"unchecked", "ReferenceEquality"})
    private Future<Void> watched(Future<Void> reading) {
        return (Future<Void>)
                Proxy.newProxyInstance(
                        Future.class.getClassLoader(),
                        new Class<?>[] {Future.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("equals")) {
                                return proxy == arguments[0];
                            }
                            if (method.getName().equals("timeout")) {
                                waits.incrementAndGet();
                                return reading;
                            }
                            return method.invoke(reading, arguments);
                        });
    }

    private void come(int readers) throws Exception {
        Promise<Void> done = Promise.promise();
        context.runOnContext(_ -> {
            for (int i = 0; i < readers; i++) {
                fresh.run(() -> served.add(Thread.currentThread()));
            }
            done.complete();
        });
        done.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void whereNothingIsUnderWayNobodyWaits() throws Exception {
        come(3);
        assertThat(served).hasSize(3);
    }

    @Test
    void allWhoWaitForTheSameReadingShareOneWait() throws Exception {
        Promise<Void> reading = Promise.promise();
        underWay = watched(reading.future());
        come(100);
        come(100);
        assertThat(served).isEmpty();
        assertThat(waits).hasValue(1);
        reading.complete();
        Eventually.holds(() -> served.size() == 200);
        assertThat(served).containsOnly(served.getFirst());
    }

    @Test
    void whoComesForTheNextReadingWaitsForThatOne() throws Exception {
        Promise<Void> first = Promise.promise();
        Promise<Void> second = Promise.promise();
        underWay = watched(first.future());
        come(5);
        underWay = watched(second.future());
        come(7);
        assertThat(waits).hasValue(2);
        second.complete();
        Eventually.holds(() -> served.size() == 7);
        first.complete();
        Eventually.holds(() -> served.size() == 12);
    }

    @Test
    void oneMoreThanMayWaitIsServedAtOnce() throws Exception {
        Promise<Void> reading = Promise.promise();
        underWay = watched(reading.future());
        come(FreshCounts.WAITING_MAX);
        assertThat(served).isEmpty();
        come(1);
        assertThat(served).hasSize(1);
        reading.complete();
        Eventually.holds(() -> served.size() == FreshCounts.WAITING_MAX + 1);
        underWay = watched(Promise.<Void>promise().future());
        come(1);
        assertThat(served).hasSize(FreshCounts.WAITING_MAX + 1);
    }

    @Test
    void aReadingThatFailsOrNeverEndsKeepsNobodyForEver() throws Exception {
        underWay = Future.failedFuture("the database is away");
        come(1);
        Eventually.holds(() -> served.size() == 1);
        underWay = Promise.<Void>promise().future();
        come(1);
        Eventually.holds(() -> served.size() == 2);
    }
}
