package org.rempart.gateway.source;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Which networks press most now, by name and owner: for operators. Names no single source.
public final class PressingNetworks {
    /// As many as somebody reads.
    public static final int NETWORKS_MAX = 16;

    /// A network that is refused less often than once in ten seconds does not press.
    private static final double PER_SECOND_LEAST = 0.1;

    private final Budgets budgets;
    private final @Nullable Networks owners;

    /// @param owners null when there is no database of them
    @SuppressWarnings("MissingSummary")
    public PressingNetworks(Budgets budgets, @Nullable Networks owners) {
        this.budgets = budgets;
        this.owners = owners;
    }

    /// One of them.
    ///
    /// @param network an IPv4 /24 or an IPv6 /48
    /// @param owner such as `AS64500 Example`; null when nobody knows
    /// @param refusedPerSecond requests and connections refused because a budget was used up: at
    ///   least so many, averaged over some ten seconds
    public record Entry(String network, @Nullable String owner, double refusedPerSecond) {
        /// In one line.
        public String text() {
            return owner == null ? network : network + " (" + owner + ")";
        }
    }

    /// Those refused most, the most first.
    public List<Entry> read() {
        return budgets.refusals().most(NETWORKS_MAX).stream()
                .filter(rate -> rate.perSecond() >= PER_SECOND_LEAST)
                .map(rate ->
                        new Entry(
                                rate.network().text() + "/" + Prefix.widest(rate.network()).bits(),
                                owner(rate.network()),
                                rate.perSecond()))
                .toList();
    }

    /// Of its first address: parts of such a network are hardly ever routed apart.
    private @Nullable String owner(Source network) {
        Network found = owners == null ? null : owners.of(network);
        return found == null
                ? null
                : ("AS" + found.number() + " " + found.owner())
                        .replaceAll("\\p{Cntrl}", " ")
                        .strip();
    }
}
