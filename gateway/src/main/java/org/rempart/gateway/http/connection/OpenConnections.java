package org.rempart.gateway.http.connection;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.source.Source;

import java.util.HashMap;
import java.util.Map;

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
/// Remembers only who has a connection open. Safe from any thread.
final class OpenConnections {
    /// One source alone may hold 588 of 20,000: a school, a mobile carrier's gateway. 218 of them
    /// leave 2,560 free, and ten for each that comes then.
    static final double SOURCE_SHARE = 1.0 / 32;

    /// A network of unrelated customers; alone it may hold a tenth of all.
    private static final double PREFIX_SHARE = 4 * SOURCE_SHARE;

    /// One customer with many /64s, of a /48 that may hold as much as a /24.
    private static final double CUSTOMER_SHARE = 2 * SOURCE_SHARE;

    private record Block(Source network, int bits) {}

    private static final class Held {
        int connections;
    }

    private final int max;
    private final Map<Block, Held> held = new HashMap<>();
    private int open;

    /// @param max all together, at least 1
    OpenConnections(int max) {
        this.max = max;
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
            if (source.isIpv4()) {
                remove(source, 32);
                remove(source, 24);
            } else {
                remove(source, 64);
                remove(source, 56);
                remove(source, 48);
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
        if (full(source, four ? 32 : 64, SOURCE_SHARE, free)) {
            return Refused.SOURCE;
        }
        boolean fullPrefix =
                four
                        ? full(source, 24, PREFIX_SHARE, free)
                        : full(source, 56, CUSTOMER_SHARE, free)
                                || full(source, 48, PREFIX_SHARE, free);
        if (fullPrefix) {
            return Refused.PREFIX;
        }
        if (four) {
            add(source, 32);
            add(source, 24);
        } else {
            add(source, 64);
            add(source, 56);
            add(source, 48);
        }
        return null;
    }

    /// One connection is never too many while any is free.
    private boolean full(Source source, int bits, double share, int free) {
        Held known = held.get(new Block(source.prefix(bits), bits));
        return known != null && known.connections >= Math.max(1, (int) (share * free * free / max));
    }

    private void add(Source source, int bits) {
        held.computeIfAbsent(new Block(source.prefix(bits), bits), _ -> new Held()).connections++;
    }

    private void remove(Source source, int bits) {
        Block block = new Block(source.prefix(bits), bits);
        Held known = held.get(block);
        if (known != null && --known.connections == 0) {
            held.remove(block);
        }
    }
}
