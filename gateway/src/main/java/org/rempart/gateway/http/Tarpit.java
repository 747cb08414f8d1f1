package org.rempart.gateway.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.source.Budget;
import org.rempart.gateway.source.Source;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// Holds refusals back: a client that waits for its answer sends nothing meanwhile (measured with a
/// prototype: 454 requests a second instead of 82,000 from the same 500 connections, and genuine
/// signers as if there were no flood). One that does not wait is not made to: see [Patience].
///
/// One for each event loop; the bound is shared.
final class Tarpit {
    /// So long a refusal is held back, 5 s on average. Browsers and proxies wait for longer. Each
    /// is held for another time, or all that were refused in one moment would come back in one,
    /// with what their budgets have gained meanwhile (measured: every 5 s a second in which genuine
    /// signers waited four times as long).
    static final long WAIT_MS_LEAST = 2_500;

    private static final long WAIT_MS_SPREAD = 5_000;

    /// Multiples of the golden ratio, less whole numbers, are spread evenly however many there are
    /// (Knuth, The Art of Computer Programming, volume 3, section 6.4).
    private static final double GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

    /// How exact that is.
    static final long TICK_MS = 100;

    private final Bound bound;
    private final Patience patience;
    private final LongSupplier nanoTime;

    /// By the time of their release.
    private final PriorityQueue<Held> held = new PriorityQueue<>();

    private int refusals;

    Tarpit(Bound bound, Patience patience, LongSupplier nanoTime) {
        this.bound = bound;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /// The refusals held back in all event loops, and how many may be.
    static final class Bound {
        private final int max;
        private final AtomicInteger held = new AtomicInteger();
        private final Counter abandoned;

        Bound(int max, MeterRegistry meters) {
            this.max = max;
            Gauge.builder("rempart.tarpit.held", held, AtomicInteger::get)
                    .description("refusals that are held back")
                    .register(meters);
            this.abandoned =
                    Counter.builder("rempart.tarpit.abandoned")
                            .description("refusals held back that nobody waited for")
                            .register(meters);
        }

        private boolean take() {
            if (held.incrementAndGet() <= max) {
                return true;
            }
            give();
            return false;
        }

        private void give() {
            held.decrementAndGet();
        }
    }

    private static final class Held implements Comparable<Held> {
        final Source source;
        final Patience.Wait wait;
        final Budget budget;
        final long dueAt;
        final long grantedAt;
        private @Nullable HttpServerRequest request;

        Held(
                HttpServerRequest request,
                Source source,
                Patience.Wait wait,
                Budget budget,
                long dueAt,
                long grantedAt) {
            this.request = request;
            this.source = source;
            this.wait = wait;
            this.budget = budget;
            this.dueAt = dueAt;
            this.grantedAt = grantedAt;
        }

        /// What is left is its place: with the request its connection goes, and all that waited
        /// behind it there (measured: 25 KB each, three of four connections of a flood).
        void abandon() {
            request = null;
        }

        @Override
        public int compareTo(Held other) {
            return Long.compare(dueAt - other.dueAt, 0);
        }
    }

    /// Holds the refusal of a request back, if there is room and its source may be made to wait.
    ///
    /// @param waitNanos until its budget would grant it
    /// @return false when not, and the refusal is still to be sent
    boolean holdsBack(HttpServerRequest request, Source source, Budget budget, long waitNanos) {
        if (!bound.take()) {
            return false;
        }
        Patience.Wait wait = patience.begin(source);
        if (wait == Patience.Wait.NONE) {
            bound.give();
            return false;
        }
        long now = nanoTime.getAsLong();
        Held refusal =
                new Held(
                        request,
                        source,
                        wait,
                        budget,
                        now + TimeUnit.MILLISECONDS.toNanos(nextWaitMs()),
                        now + waitNanos);
        held.add(refusal);
        HttpServerResponse response = request.response();
        response.closeHandler(_ -> {
            if (refusal.request != null && !response.ended()) {
                refusal.abandon();
                bound.abandoned.increment();
                patience.left(source, wait);
            }
        });
        return true;
    }

    private long nextWaitMs() {
        double turns = refusals * GOLDEN_RATIO;
        refusals = (refusals + 1) & Short.MAX_VALUE;
        return WAIT_MS_LEAST + (long) (WAIT_MS_SPREAD * (turns - Math.floor(turns)));
    }

    /// Sends what has been held back for long enough. To be called every [#TICK_MS].
    void tick() {
        long now = nanoTime.getAsLong();
        while (!held.isEmpty() && held.peek().dueAt - now <= 0) {
            release(held.remove(), now);
        }
    }

    /// Sends everything.
    void close() {
        long now = nanoTime.getAsLong();
        while (!held.isEmpty()) {
            release(held.remove(), now);
        }
    }

    /// One that was abandoned keeps its place until here: so their number is bounded, too.
    private void release(Held refusal, long now) {
        bound.give();
        HttpServerRequest request = refusal.request;
        if (request != null) {
            patience.stayed(refusal.source, refusal.wait);
            OverBudget.answer(request, refusal.budget, refusal.grantedAt - now);
        }
    }
}
