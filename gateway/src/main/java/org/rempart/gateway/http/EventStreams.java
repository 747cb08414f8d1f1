package org.rempart.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.rempart.gateway.source.Source;
import org.rempart.gateway.storage.PetitionRow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// `GET /petitions/{slug}/count/events`: the count as Server-Sent Events (WHATWG HTML, section
/// 9.2), when it moved and at most once a second.
///
/// One for each event loop; the bound on their number is shared.
final class EventStreams {
    /// Streams are told in turns, each once a second: 5,000 writes in a row would keep an event
    /// loop from everything else for some 30 ms.
    static final int TURNS = 20;

    private static final long TURN_MS = 1_000 / TURNS;

    /// A silent stream gets a comment, so that proxies and the idle timeout leave it alone.
    private static final int HEARTBEAT_TICKS = 15;

    /// What a reader may leave unread here, beyond what the kernel holds for him: forty events. One
    /// who lets it come to more has not read for minutes.
    private static final int UNREAD_BYTES_MAX = 4_096;

    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(30);

    /// The first bytes: how long a browser waits before it connects again.
    private static final Buffer PREAMBLE = Buffer.buffer("retry: 5000\n\n");

    private static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");

    private static final PreparedHeaders HEADERS =
            PreparedHeaders.of(
                            HttpHeaders.CONTENT_TYPE,
                            "text/event-stream",
                            HttpHeaders.CACHE_CONTROL,
                            "no-store",
                            "x-accel-buffering",
                            "no")
                    .and(Cors.ANYONE);

    /// The streams of one petition that are told in the same turn.
    private static final class Watched {
        final PetitionRow petition;
        final Map<HttpServerResponse, Source> streams = new HashMap<>();
        CountDocument sent;
        int silentTicks;

        Watched(PetitionRow petition, CountDocument sent) {
            this.petition = petition;
            this.sent = sent;
        }
    }

    private final EventStreamBound bound;
    private final CountDocuments counts;
    private final Predicate<PetitionRow> there;
    private final List<Map<Long, Watched>> turns = new ArrayList<>();
    private int nextToJoin;
    private int nextToTell;
    private boolean closed;

    /// @param there whether a petition still is: the streams of one that is not are ended
    EventStreams(
            Vertx vertx,
            EventStreamBound bound,
            CountDocuments counts,
            Predicate<PetitionRow> there) {
        this.there = there;
        this.bound = bound;
        this.counts = counts;
        for (int i = 0; i < TURNS; i++) {
            turns.add(new HashMap<>());
        }
        vertx.setPeriodic(TURN_MS, _ -> tick());
    }

    void handle(HttpServerRequest request, Source asker, PetitionRow petition) {
        HttpServerResponse response = request.response();
        Source source = asker.budgeted();
        if (closed || !bound.take(source)) {
            Cors.anyone(response);
            Problem.OVERLOADED.answer(request, COME_BACK_AFTER);
            return;
        }
        Map<Long, Watched> turn = turns.get(nextToJoin);
        nextToJoin = (nextToJoin + 1) % TURNS;
        Watched watched =
                turn.computeIfAbsent(
                        petition.id(), _ -> new Watched(petition, counts.current(petition)));
        watched.streams.put(response, source);
        response.closeHandler(_ -> end(turn, watched, response));
        response.exceptionHandler(_ -> {});
        HEADERS.setIn(response);
        response.setChunked(true).setWriteQueueMaxSize(UNREAD_BYTES_MAX);
        response.write(PREAMBLE);
        response.write(watched.sent.event());
    }

    private void end(Map<Long, Watched> turn, Watched watched, HttpServerResponse response) {
        Source source = watched.streams.remove(response);
        if (source != null) {
            bound.give(source);
            if (watched.streams.isEmpty()) {
                turn.remove(watched.petition.id(), watched);
            }
        }
    }

    /// Tells the streams whose turn it is.
    void tick() {
        Map<Long, Watched> turn = turns.get(nextToTell);
        nextToTell = (nextToTell + 1) % TURNS;
        for (Watched watched : List.copyOf(turn.values())) {
            if (!there.test(watched.petition)) {
                end(turn, watched);
                continue;
            }
            CountDocument current = counts.current(watched.petition);
            if (current.count().total() != watched.sent.count().total()) {
                watched.sent = current;
                watched.silentTicks = 0;
                send(turn, watched, current.event());
            } else if (++watched.silentTicks >= HEARTBEAT_TICKS) {
                watched.silentTicks = 0;
                send(turn, watched, HEARTBEAT);
            }
        }
    }

    private void send(Map<Long, Watched> turn, Watched watched, Buffer event) {
        List<HttpServerResponse> unread = new ArrayList<>();
        for (HttpServerResponse stream : watched.streams.keySet()) {
            if (stream.writeQueueFull()) {
                unread.add(stream);
            } else {
                stream.write(event);
            }
        }
        for (HttpServerResponse stream : unread) {
            bound.dropped();
            end(turn, watched, stream);
            stream.reset();
        }
    }

    /// Ends all streams, so that their connections can close, and takes no more.
    void close() {
        closed = true;
        for (Map<Long, Watched> turn : turns) {
            for (Watched watched : List.copyOf(turn.values())) {
                end(turn, watched);
            }
        }
    }

    private void end(Map<Long, Watched> turn, Watched watched) {
        for (HttpServerResponse stream : List.copyOf(watched.streams.keySet())) {
            end(turn, watched, stream);
            stream.end();
        }
    }
}
