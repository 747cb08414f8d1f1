package org.rempart.gateway.http.connection;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.source.Source;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/// The connections that are open, and who may open another: dynamic thresholds (Choudhury & Hahne,
/// "Dynamic queue length thresholds for shared-memory packet switches", IEEE/ACM Transactions on
/// Networking 6(2), 1998).
///
/// A source may hold a share of the connections that are still free. Alone it gets many; the more
/// come, the fewer each may hold. A fixed limit would be too small for one office or too large for
/// 218 servers.
///
/// The queues of that paper drain, so each comes down to its threshold by itself. A connection may
/// be held for as long as somebody cares to use it, and then sources that come one after another
/// leave nothing: each takes its share of the rest. So the share itself shrinks with what is free:
/// `share * free * free / max`. After n sources that took all they got, `max / (1 + share * n)` are
/// free, in whatever order they came.
///
/// That is of three quarters. The last quarter is a reserve: of it a source gets one connection,
/// and only while it has no other. So with R in the reserve and n sources that have connections, at
/// least R - n are free, whatever those n do and in whatever order they come; a source that has
/// none gets in as long as fewer than R have some, and its prefixes no more than their own share.
/// What is counted in all only takes of the reserve, too.
///
/// A connection of a source with larger budgets weighs less by its factor.
///
/// Remembers only who has a connection open. Safe from any thread.
final class OpenConnections {
    /// One source alone may hold 441 of 20,000: a school, a mobile carrier's gateway. 218 of them
    /// leave 6,900 free, and seven for each that comes then; 4,000 leave 1,000.
    static final double SOURCE_SHARE = 1.0 / 32;

    /// A network of unrelated customers; alone it may hold a tenth of all.
    private static final double PREFIX_SHARE = 4 * SOURCE_SHARE;

    /// One customer with many /64s, of a /48 that may hold as much as a /24.
    private static final double CUSTOMER_SHARE = 2 * SOURCE_SHARE;

    /// Of all connections: for one each of 5,000 sources of 20,000, where 4,000 are the largest
    /// attack on a petition that is on record.
    private static final double RESERVE_SHARE = 1.0 / 4;

    /// What sums of weights may be off, far below the least weight.
    private static final double ROUNDING = 1e-6;

    private record Block(Source network, int bits) {}

    private static final class Held {
        int connections;
        double weight;
    }

    private final int max;
    private final int reserve;
    private final ToIntFunction<Source> factor;
    private final Map<Block, Held> held = new HashMap<>();
    private int open;

    /// @param max all together, at least 1
    /// @param factor how many times as many as others a source may hold, at least 1 and always the
    ///   same for the same source
    OpenConnections(int max, ToIntFunction<Source> factor) {
        this.max = max;
        this.reserve = (int) (max * RESERVE_SHARE);
        this.factor = factor;
    }

    /// Counts one more connection, or says why not.
    ///
    /// @param source null for one that counts in all only
    synchronized @Nullable Refused take(@Nullable Source source) {
        if (open >= max) {
            return Refused.ALL;
        }
        Refused refused = source == null ? null : charge(source, max - open);
        if (refused == null) {
            open++;
        }
        return refused;
    }

    /// Counts a connection that was taken without a source to this one, or says why not; then it
    /// still counts in all.
    synchronized @Nullable Refused assign(Source source) {
        return charge(source, max - open + 1);
    }

    /// A connection has ended.
    ///
    /// @param source what it was counted to
    synchronized void give(@Nullable Source source) {
        open--;
        if (source != null) {
            double weight = weight(source);
            if (source.isIpv4()) {
                remove(source, 32, weight);
                remove(source, 24, weight);
            } else {
                remove(source, 64, weight);
                remove(source, 56, weight);
                remove(source, 48, weight);
            }
        }
    }

    synchronized int open() {
        return open;
    }

    /// Sources and prefixes that have connections.
    synchronized int remembered() {
        return held.size();
    }

    private @Nullable Refused charge(Source source, int free) {
        boolean four = source.isIpv4();
        double weight = weight(source);
        int spare = Math.max(0, free - reserve);
        double unreserved = share(spare, max - reserve);
        if (full(source, four ? 32 : 64, SOURCE_SHARE * unreserved, weight)) {
            return Refused.SOURCE;
        }
        double all = share(free, max);
        boolean fullPrefix =
                four
                        ? full(source, 24, PREFIX_SHARE * all, weight)
                        : full(source, 56, CUSTOMER_SHARE * all, weight)
                                || full(source, 48, PREFIX_SHARE * all, weight);
        if (fullPrefix) {
            return Refused.PREFIX;
        }
        if (four) {
            add(source, 32, weight);
            add(source, 24, weight);
        } else {
            add(source, 64, weight);
            add(source, 56, weight);
            add(source, 48, weight);
        }
        return null;
    }

    private static double share(double free, int of) {
        return free * free / of;
    }

    private double weight(Source source) {
        return 1.0 / factor.applyAsInt(source);
    }

    /// One connection is never too many while any is free.
    private boolean full(Source source, int bits, double limit, double weight) {
        Held known = held.get(new Block(source.prefix(bits), bits));
        return known != null && known.weight + weight > Math.max(1, Math.floor(limit)) + ROUNDING;
    }

    private void add(Source source, int bits, double weight) {
        Held known = held.computeIfAbsent(new Block(source.prefix(bits), bits), _ -> new Held());
        known.connections++;
        known.weight += weight;
    }

    private void remove(Source source, int bits, double weight) {
        Block block = new Block(source.prefix(bits), bits);
        Held known = held.get(block);
        if (known != null) {
            known.weight -= weight;
            if (--known.connections == 0) {
                held.remove(block);
            }
        }
    }
}
