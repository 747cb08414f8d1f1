package org.rempart.gateway.source;

import java.util.List;

/// How wide a look is taken at a source: itself, which is an IPv4 address, or the /64 of an IPv6
/// one, which is what a single household or server is given (RFC 6177) and can draw addresses from
/// at will; and the networks around it. A network's budget is a source's times a factor.
enum Prefix {
    IPV4_SOURCE(32, 1),

    /// The smallest block that is routed, of 256 customers who need not know one another.
    IPV4_NETWORK(24, 64),
    IPV6_SOURCE(64, 1),

    /// One customer.
    IPV6_CUSTOMER(56, 4),

    /// One site, or the customers of a small provider.
    IPV6_SITE(48, 16);

    private static final List<Prefix> OF_IPV4 = List.of(IPV4_SOURCE, IPV4_NETWORK);
    private static final List<Prefix> OF_IPV6 = List.of(IPV6_SOURCE, IPV6_CUSTOMER, IPV6_SITE);
    private static final long IPV4_NETWORK_MASK = -1L << (Source.IPV4_BITS - 24);

    private final int bits;
    private final int factor;

    Prefix(int bits, int factor) {
        this.bits = bits;
        this.factor = factor;
    }

    /// Those that source is in: itself first, the widest last.
    static List<Prefix> of(Source source) {
        return source.isIpv4() ? OF_IPV4 : OF_IPV6;
    }

    /// The widest network that source is in.
    static Prefix widest(Source source) {
        return source.isIpv4() ? IPV4_NETWORK : IPV6_SITE;
    }

    /// Its length.
    int bits() {
        return bits;
    }

    /// How many times a source's budget it has.
    int factor() {
        return factor;
    }

    /// Whether it is a source and no wider.
    boolean isSource() {
        return factor == 1;
    }

    /// The key of the one that source is in.
    long key(BudgetTable table, Source source) {
        return table.key(high(source), low(source), bits);
    }

    /// The first half of the first address of the one that source is in.
    long high(Source source) {
        return switch (this) {
            case IPV4_SOURCE, IPV4_NETWORK -> source.high();
            case IPV6_SOURCE, IPV6_CUSTOMER, IPV6_SITE -> source.high() & -1L << (Long.SIZE - bits);
        };
    }

    /// The other half.
    long low(Source source) {
        return switch (this) {
            case IPV4_SOURCE -> source.low();
            case IPV4_NETWORK -> source.low() & IPV4_NETWORK_MASK;
            case IPV6_SOURCE, IPV6_CUSTOMER, IPV6_SITE -> 0;
        };
    }
}
