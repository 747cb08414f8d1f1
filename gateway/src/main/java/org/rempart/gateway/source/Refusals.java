package org.rempart.gateway.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Which networks (an IPv4 /24, an IPv6 /48) were refused most of late: a handful of them, whatever
/// comes. Each network has its shard, whose lock is held for a few nanoseconds.
///
/// Safe for use by many threads; counting allocates nothing.
final class Refusals {
    /// A network that makes up a sixteenth of what its shard is told is found for sure: where
    /// shards are told as much each, a 128th of all.
    private static final int SHARD_BITS = 3;

    /// A refusal counts for a third as much after so long.
    private static final long FADING_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// Counts are let fade in steps, as a step costs more than a refusal does; by then they are one
    /// in a hundred too high.
    private static final long STEP_NANOS = FADING_NANOS / 100;

    /// Spreads networks over shards: 2^64 divided by the golden ratio (Knuth, "The Art of Computer
    /// Programming", volume 3, section 6.4).
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private static final class Shard {
        final FrequentNetworks networks = new FrequentNetworks();
        long fadedNanos;

        void fade(long nowNanos) {
            networks.fade(Math.exp(-(double) Math.max(0, nowNanos - fadedNanos) / FADING_NANOS));
            fadedNanos = nowNanos;
        }
    }

    private final LongSupplier nanoTime;
    private final long startNanos;
    private final Shard[] shards = new Shard[1 << SHARD_BITS];

    /// @param nanoTime as [System#nanoTime]
    Refusals(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        for (int i = 0; i < shards.length; i++) {
            shards[i] = new Shard();
        }
    }

    /// A network and how often it was refused.
    ///
    /// @param network its first address
    /// @param perSecond at least so often, averaged over some ten seconds
    record Rate(Source network, double perSecond) {}

    /// Counts a refusal to its source's network.
    void count(Source source) {
        Prefix prefix = Prefix.widest(source);
        long high = prefix.high(source);
        long low = prefix.low(source);
        Shard shard = shards[(int) (((high ^ low) * GOLDEN) >>> (Long.SIZE - SHARD_BITS))];
        long nowNanos = nanoTime.getAsLong() - startNanos;
        synchronized (shard) {
            if (nowNanos - shard.fadedNanos >= STEP_NANOS) {
                shard.fade(nowNanos);
            }
            shard.networks.add(high, low);
        }
    }

    /// Those refused most, the most first.
    List<Rate> most(int max) {
        List<Rate> rates = new ArrayList<>();
        long nowNanos = nanoTime.getAsLong() - startNanos;
        for (Shard shard : shards) {
            synchronized (shard) {
                shard.fade(nowNanos);
                for (int i = 0; i < FrequentNetworks.ENTRIES; i++) {
                    double perSecond =
                            shard.networks.sure(i) * TimeUnit.SECONDS.toNanos(1) / FADING_NANOS;
                    if (perSecond > 0) {
                        rates.add(new Rate(shard.networks.network(i), perSecond));
                    }
                }
            }
        }
        return rates.stream()
                .sorted(Comparator.comparingDouble((Rate rate) -> -rate.perSecond))
                .limit(max)
                .toList();
    }
}
