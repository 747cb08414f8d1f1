package org.rempart.gateway.source;

import java.util.EnumMap;
import java.util.Map;

/// A budget of all those who have the same factor: how it is read and written in a stripe, whose
/// lock the caller holds.
final class Limit {
    private final int place;
    private final Ticks ticks;
    private final Map<Prefix, Gcra> gcras = new EnumMap<>(Prefix.class);

    /// @param place of the budget among the times of an entry
    /// @throws IllegalArgumentException with a sentence, when the allowance times the factor is out
    ///   of range
    Limit(int place, Ticks ticks, Allowance allowance, int factor) {
        this.place = place;
        this.ticks = ticks;
        Allowance larger = allowance.times(factor);
        for (Prefix prefix : Prefix.values()) {
            gcras.put(prefix, Gcra.of(larger, prefix.factor(), ticks.nanos()));
        }
    }

    /// Nanoseconds until a unit conforms; 0 when it does now.
    long waitNanos(Stripe stripe, long key, Prefix prefix, double share, long elapsedNanos) {
        long stored = stripe.read(key, place, elapsedNanos);
        long wait = gcra(prefix).wait(ticks.at(elapsedNanos), stored, share);
        return wait == 0 ? 0 : ticks.nanosUntil(wait, elapsedNanos);
    }

    void charge(Stripe stripe, long key, Prefix prefix, long elapsedNanos) {
        long stored = stripe.read(key, place, elapsedNanos);
        long charged = gcra(prefix).charged(ticks.at(elapsedNanos), stored);
        stripe.write(key, place, charged, elapsedNanos);
    }

    /// What was forgotten since is not refunded.
    void refund(Stripe stripe, long key, Prefix prefix, long elapsedNanos) {
        if (stripe.holds(key, elapsedNanos)) {
            long stored = stripe.read(key, place, elapsedNanos);
            long refunded = gcra(prefix).refunded(ticks.at(elapsedNanos), stored);
            stripe.write(key, place, refunded, elapsedNanos);
        }
    }

    /// The share that is used up, 0 to 1.
    double used(Stripe stripe, long key, Prefix prefix, long elapsedNanos) {
        long stored = stripe.read(key, place, elapsedNanos);
        return gcra(prefix).used(ticks.at(elapsedNanos), stored);
    }

    private Gcra gcra(Prefix prefix) {
        Gcra gcra = gcras.get(prefix);
        if (gcra == null) {
            throw new IllegalStateException("every prefix has a limit");
        }
        return gcra;
    }
}
