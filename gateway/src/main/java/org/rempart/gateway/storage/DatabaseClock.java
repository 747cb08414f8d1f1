package org.rempart.gateway.storage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The database's clock, as this gateway knows it: the one by which everybody judges what has
/// expired. The machine's own is never asked what time it is, so nothing happens when somebody sets
/// it.
///
/// It runs on from the last answer by a clock that only moves forward. That one drifts by some 200
/// millionths, 0.7 s an hour, and is put right once a second. An answer was given at some time
/// between the question and its arrival; the middle is taken (Cristian, "Probabilistic clock
/// synchronization", 1989), which is wrong by half of the round trip at most.
///
/// Safe from any thread.
public final class DatabaseClock implements InstantSource {
    /// Slower answers say too little, as a rule.
    static final long ROUND_TRIP_MS_MAX = 200;

    private record Reading(Instant at, long nanos) {
        Instant after(long later) {
            return at.plusNanos(later - nanos);
        }
    }

    private final LongSupplier nanoTime;
    private volatile @Nullable Reading last;

    /// Knows nothing before it has heard once.
    ///
    /// @param nanoTime nanoseconds of a clock that only moves forward, from any origin
    public DatabaseClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// By this clock, in nanoseconds, the database is asked and is heard.
    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /// Adopts what the database said. An answer that took longer than [#ROUND_TRIP_MS_MAX] is
    /// adopted only if this clock must be wrong: it was never set, or shows a time that the
    /// database's cannot have shown between the question and the answer.
    ///
    /// @param askedNanos when it was asked, and
    /// @param answeredNanos when the answer came, both by [#nanoTime()]
    void heard(Instant databaseNow, long askedNanos, long answeredNanos) {
        long roundTrip = answeredNanos - askedNanos;
        Reading known = last;
        if (known == null
                || roundTrip <= ROUND_TRIP_MS_MAX * 1_000_000
                || databaseNow.isBefore(known.after(askedNanos))
                || databaseNow.isAfter(known.after(answeredNanos))) {
            last = new Reading(databaseNow, askedNanos + roundTrip / 2);
        }
    }

    /// The time by the database's clock.
    ///
    /// @throws IllegalStateException before the database was heard for the first time
    @Override
    public Instant instant() {
        Reading known = last;
        if (known == null) {
            throw new IllegalStateException("asked for the time before the database said it");
        }
        return known.after(nanoTime.getAsLong());
    }
}
