package org.rempart.gateway.source;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A budget of requests for each source: an IPv4 address, or the /64 of an IPv6 one, which is what
/// a single household or server is given (RFC 6177) and can draw addresses from at will.
///
/// A source that has not asked for as long as its budget takes to come back whole is forgotten,
/// which changes nothing. Beyond [#SOURCES_MAX] sources Caffeine forgets those that ask least, and
/// a source so forgotten starts with a whole burst: a crowd of more sources than that gets more
/// than its rate, and an address in it seen for the first time may be forgotten between any two of
/// its requests. Loud sources stay.
///
/// Safe for use by many threads, without locks on the way of a known source.
public final class SourceBudgets {
    /// Sources remembered; 100,000 of them take 15 MB of heap (measured on JDK 25).
    public static final int SOURCES_MAX = 100_000;

    /// Bits that make one source of an IPv4 address.
    public static final int IPV4_PREFIX_BITS = 32;

    /// Bits that make one source of an IPv6 address.
    public static final int IPV6_PREFIX_BITS = 64;

    private static final BudgetDecision GRANTED = new BudgetDecision.Granted();

    private final Gcra gcra;
    private final LongSupplier nanoTicker;
    private final Cache<Source, AtomicLong> storedNanos;

    /// @param ratePerSecond requests a source may make each second in the long run, above 0
    /// @param burst requests a rested source may make at once, at least 1
    /// @param nanoTicker as [System#nanoTime]
    public SourceBudgets(double ratePerSecond, int burst, LongSupplier nanoTicker) {
        this(ratePerSecond, burst, nanoTicker, SOURCES_MAX);
    }

    SourceBudgets(double ratePerSecond, int burst, LongSupplier nanoTicker, int sourcesMax) {
        this.gcra = Gcra.of(ratePerSecond, burst);
        this.nanoTicker = nanoTicker;
        this.storedNanos =
                Caffeine.newBuilder()
                        .maximumSize(sourcesMax)
                        .expireAfterAccess(Duration.ofNanos(gcra.windowNanos()))
                        .ticker(nanoTicker::getAsLong)
                        // its upkeep is a few entries for each write: not worth another thread
                        .executor(Runnable::run)
                        .build();
    }

    /// Pays for one request.
    public BudgetDecision spend(Source source) {
        return spend(source, 1);
    }

    /// Pays for a request.
    ///
    /// @param cost what it costs, 1 to the burst
    public BudgetDecision spend(Source source, int cost) {
        long nowNanos = nanoTicker.getAsLong();
        Source spender = source.prefix(source.isIpv4() ? IPV4_PREFIX_BITS : IPV6_PREFIX_BITS);
        AtomicLong stored = storedNanos.get(spender, unseen -> new AtomicLong(nowNanos));
        while (true) {
            long before = stored.get();
            Gcra.Decision decision = gcra.decide(nowNanos, before, cost);
            if (!decision.isGranted()) {
                return new BudgetDecision.Over(Duration.ofNanos(decision.retryAfterNanos()));
            }
            if (stored.compareAndSet(before, decision.storedNanos())) {
                return GRANTED;
            }
        }
    }

    /// Sources remembered, about: some that could be forgotten may be among them.
    public long size() {
        return storedNanos.estimatedSize();
    }
}
