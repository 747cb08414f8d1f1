package org.rempart.gateway.petition;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.PetitionRow;
import org.rempart.gateway.storage.TallyStore;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The counts of all petitions, in memory. Whoever knows that a count moved says so, and it is read
/// again from the database: at most one read is under way, and what moves meanwhile shares the next
/// one. Each read is one snapshot, so a count and its breakdown are of the same instant.
///
/// Safe from any thread.
public final class Counts {
    /// Between the starts of two reads: fifty a second are nothing to the database, and a reader
    /// who wants to see his own signature waits no longer than anybody notices.
    private static final long READ_INTERVAL_MS_MIN = 20;

    /// After a read that failed.
    private static final long READ_AGAIN_AFTER_MS = 500;

    /// How long a reader is kept waiting for the count that has his own signature in it; then he
    /// gets the one before, which says as of when it is true.
    public static final long FRESH_WAIT_MS_MAX = 250;

    private final Vertx vertx;
    private final TallyStore store;
    private final Petitions petitions;

    private volatile Map<Long, Count> counts = Map.of();
    private volatile Future<Void> latest = Future.succeededFuture();

    private Set<Long> moved = new HashSet<>();
    private @Nullable Promise<Void> next;
    private boolean reading;

    /// A read failed, or takes longer than a reader is kept waiting: until one succeeds, nobody
    /// waits for it.
    private volatile boolean away;

    /// Empty until the first read.
    public Counts(Vertx vertx, TallyStore store, Petitions petitions) {
        this.vertx = vertx;
        this.store = store;
        this.petitions = petitions;
    }

    /// The count as last read.
    public Count current(long petition) {
        return counts.getOrDefault(petition, Count.NONE);
    }

    /// The reading under way, after which [#current(long)] has everything in it that this gateway
    /// has acknowledged as recorded so far; null when it has that already, or when the database
    /// takes longer than a reader should wait, or did so the last time.
    public @Nullable Future<Void> underWay() {
        Future<Void> read = latest;
        return away || read.isComplete() ? null : read;
    }

    /// Says that these counts moved. The future completes with the first read that began after the
    /// call, and fails when that read does.
    public Future<Void> moved(Set<Long> ids) {
        Promise<Void> promise;
        boolean start;
        synchronized (this) {
            moved.addAll(ids);
            promise = next;
            if (promise == null) {
                promise = Promise.promise();
                next = promise;
                latest = promise.future();
            }
            start = !reading;
            reading = true;
        }
        if (start) {
            read();
        }
        return promise.future();
    }

    /// Says that any count may have moved.
    public Future<Void> allMoved() {
        Set<Long> all = new HashSet<>();
        petitions.all().stream().map(PetitionRow::id).forEach(all::add);
        return moved(all);
    }

    private void read() {
        Set<Long> ids;
        Promise<Void> promise;
        synchronized (this) {
            if (next == null) {
                reading = false;
                return;
            }
            ids = moved;
            promise = next;
            moved = new HashSet<>();
            next = null;
        }
        long late = vertx.setTimer(FRESH_WAIT_MS_MAX, _ -> away = true);
        store.read(ids)
                .onComplete(result -> {
                    vertx.cancelTimer(late);
                    away = result.failed();
                    if (result.succeeded()) {
                        publish(ids, result.result());
                        promise.complete();
                        vertx.setTimer(READ_INTERVAL_MS_MIN, _ -> read());
                    } else {
                        promise.fail(result.cause());
                        synchronized (this) {
                            moved.addAll(ids);
                            if (next == null) {
                                next = Promise.promise();
                                latest = next.future();
                            }
                        }
                        vertx.setTimer(READ_AGAIN_AFTER_MS, _ -> read());
                    }
                });
    }

    private void publish(Set<Long> ids, TallyStore.Tallies tallies) {
        Map<Long, Count> published = new HashMap<>(counts);
        Instant asOf = tallies.asOf();
        for (Long id : ids) {
            published.put(id, Count.of(asOf, tallies.byPetition().getOrDefault(id, Map.of())));
        }
        counts = Map.copyOf(published);
    }
}
