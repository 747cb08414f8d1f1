package org.rempart.gateway.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.rempart.gateway.petition.Count;
import org.rempart.gateway.petition.Counts;
import org.rempart.gateway.storage.PetitionRow;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// `GET /petitions/{slug}/count/events`: the count as Server-Sent Events (WHATWG HTML, section
/// 9.2), when it moved and at most once a second.
///
/// One for each event loop; the bound on their number is shared.
final class EventStreams {
    private static final long TICK_MS = 1_000;

    /// A silent stream gets a comment, so that proxies and the idle timeout leave it alone.
    private static final int HEARTBEAT_TICKS = 15;

    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(30);

    /// The first bytes: how long a browser waits before it connects again.
    private static final Buffer PREAMBLE = Buffer.buffer("retry: 5000\n\n");

    private static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");

    /// The streams that are open in all event loops, and how many may be.
    static final class Bound {
        private final int max;
        private final AtomicInteger open = new AtomicInteger();

        Bound(int max, MeterRegistry meters) {
            this.max = max;
            Gauge.builder("rempart.event.streams", open, AtomicInteger::get)
                    .description("counter streams held open")
                    .register(meters);
        }

        boolean take() {
            if (open.incrementAndGet() <= max) {
                return true;
            }
            open.decrementAndGet();
            return false;
        }

        void give() {
            open.decrementAndGet();
        }
    }

    private static final class Watched {
        final Set<HttpServerResponse> streams = new LinkedHashSet<>();
        Count sent;
        int silentTicks;

        Watched(Count sent) {
            this.sent = sent;
        }
    }

    private final Bound bound;
    private final Counts counts;
    private final Map<Long, Watched> byPetition = new HashMap<>();
    private boolean closed;

    EventStreams(Vertx vertx, Bound bound, Counts counts) {
        this.bound = bound;
        this.counts = counts;
        vertx.setPeriodic(TICK_MS, _ -> tick());
    }

    void handle(HttpServerRequest request, PetitionRow petition) {
        Cors.anyone(request.response());
        if (closed || !bound.take()) {
            Problem.OVERLOADED.answer(request.response(), COME_BACK_AFTER);
            return;
        }
        HttpServerResponse response = request.response();
        response.closeHandler(_ -> end(petition.id(), response));
        response.exceptionHandler(_ -> {});
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Accel-Buffering", "no");
        Count count = counts.current(petition.id());
        Watched watched = byPetition.computeIfAbsent(petition.id(), _ -> new Watched(count));
        watched.streams.add(response);
        response.write(PREAMBLE.copy().appendBuffer(CountDocument.of(watched.sent).event()));
    }

    private void end(long petition, HttpServerResponse response) {
        Watched watched = byPetition.get(petition);
        if (watched != null && watched.streams.remove(response)) {
            bound.give();
            if (watched.streams.isEmpty()) {
                byPetition.remove(petition);
            }
        }
    }

    private void tick() {
        byPetition.forEach((petition, watched) -> {
            Count count = counts.current(petition);
            if (count.total() != watched.sent.total()) {
                watched.sent = count;
                watched.silentTicks = 0;
                send(watched, CountDocument.of(count).event());
            } else if (++watched.silentTicks >= HEARTBEAT_TICKS) {
                watched.silentTicks = 0;
                send(watched, HEARTBEAT);
            }
        });
    }

    /// A reader that does not keep up misses an event and gets the next.
    private static void send(Watched watched, Buffer event) {
        for (HttpServerResponse stream : watched.streams) {
            if (!stream.writeQueueFull()) {
                stream.write(event);
            }
        }
    }

    /// Ends all streams, so that their connections can close, and takes no more.
    void close() {
        closed = true;
        List<Watched> all = List.copyOf(byPetition.values());
        byPetition.clear();
        for (Watched watched : all) {
            for (HttpServerResponse stream : watched.streams) {
                bound.give();
                stream.end();
            }
        }
    }
}
