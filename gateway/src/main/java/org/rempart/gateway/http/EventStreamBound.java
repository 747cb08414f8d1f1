package org.rempart.gateway.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.rempart.gateway.source.Source;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The streams that are open in all event loops, and how many may be: in all, and of one source at
/// most a share of those that are still free (Choudhury and Hahne, "Dynamic queue length thresholds
/// for shared-memory packet switches", IEEE/ACM ToN 6(2), 1998). A tenth lets a school or an office
/// hold 909 of 10,000 when nobody else does; 218 sources that take all they can leave 438 free, of
/// which the next one may have 43.
///
/// Safe from any thread.
public final class EventStreamBound {
    private static final int FREE_PER_STREAM_OF_ONE_SOURCE = 10;

    private final int max;
    private final AtomicInteger open = new AtomicInteger();

    /// No more entries than streams are open.
    private final Map<Source, Integer> bySource = new HashMap<>();

    private final Counter refusedInAll;
    private final Counter refusedToSource;
    private final Counter dropped;

    /// Lets `max` streams be open.
    EventStreamBound(int max, MeterRegistry meters) {
        this.max = max;
        Gauge.builder("rempart.event.streams", open, AtomicInteger::get)
                .description("counter streams held open")
                .register(meters);
        refusedInAll = refused(meters, "all");
        refusedToSource = refused(meters, "source");
        dropped =
                Counter.builder("rempart.event.streams.dropped")
                        .description("counter streams ended because nobody read them")
                        .register(meters);
    }

    private static Counter refused(MeterRegistry meters, String reason) {
        return Counter.builder("rempart.event.streams.refused")
                .description("counter streams refused, by whose bound was reached")
                .tag("reason", reason)
                .register(meters);
    }

    /// Whether this source may have one more; it is then counted until [#give(Source)].
    boolean take(Source source) {
        boolean granted;
        synchronized (this) {
            int free = max - open.get();
            int held = bySource.getOrDefault(source, 0);
            if (free <= 0) {
                refusedInAll.increment();
                return false;
            }
            granted = held <= (free - 1) / FREE_PER_STREAM_OF_ONE_SOURCE;
            if (granted) {
                open.incrementAndGet();
                bySource.put(source, held + 1);
            }
        }
        if (!granted) {
            refusedToSource.increment();
        }
        return granted;
    }

    /// Gives back what was taken.
    void give(Source source) {
        synchronized (this) {
            open.decrementAndGet();
            bySource.computeIfPresent(source, (_, held) -> held == 1 ? null : held - 1);
        }
    }

    /// Counts a stream that nobody read.
    void dropped() {
        dropped.increment();
    }

    /// Sources that hold a stream.
    synchronized int sources() {
        return bySource.size();
    }
}
