package org.rempart.loadtests.flood;

import java.util.Locale;

/// What the attackers send, and how much of each.
enum Attack {
    /// The petition's page.
    PAGE(14, false, true),
    /// A challenge that is never solved.
    CHALLENGE(26, false, true),
    /// A signature without work.
    MISSING(10, true, true),
    /// Work on a challenge of the attacker's own making.
    FORGED(14, true, true),
    /// Work on a real challenge whose expiry the attacker moved, ahead or back.
    TAMPERED(5, true, true),
    /// A real challenge with a number that does not solve it.
    UNSOLVED(5, true, true),
    /// Right work, never posted before, after its time. There is none before a real challenge has
    /// expired, so a run that is shorter than a challenge's life cannot have it.
    EXPIRED(2, true, false),
    /// Work that bought a signature, with another person's name on it.
    REPLAYED(10, true, true),
    /// The same, unchanged: a retry, which gets its first answer and counts no second time.
    RETRIED(4, false, true),
    /// Twice the body that is allowed.
    OVERSIZED(5, true, true),
    /// Bytes that are no form.
    GARBAGE(5, true, true);

    private final int weight;
    private final boolean mustNotBeAccepted;
    private final boolean needed;

    Attack(int weight, boolean mustNotBeAccepted, boolean needed) {
        this.weight = weight;
        this.mustNotBeAccepted = mustNotBeAccepted;
        this.needed = needed;
    }

    /// Its part of all requests, in percent.
    int weight() {
        return weight;
    }

    /// Whether a 2xx to it is a forged acceptance.
    boolean mustNotBeAccepted() {
        return mustNotBeAccepted;
    }

    /// Whether a flood without it means nothing.
    boolean needed() {
        return needed;
    }

    /// Its name in reports.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
