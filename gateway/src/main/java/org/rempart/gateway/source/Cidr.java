package org.rempart.gateway.source;

import java.util.regex.Pattern;

/// A block of addresses (RFC 4632, RFC 4291 section 2.3): those whose first `bits` bits are the
/// network's. `0.0.0.0/0` holds every IPv4 address, `::/0` every IPv6 address, neither both.
public record Cidr(Source network, int bits) {
    private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

    /// @throws IllegalArgumentException when the prefix is too long for the family, or the network
    ///   has bits beyond it: one of the two is a mistake, and it cannot be known which
    public Cidr {
        if (!network.prefix(bits).equals(network)) {
            throw new IllegalArgumentException(
                    "%s/%d has bits beyond its prefix; the block is %s/%d"
                            .formatted(network.text(), bits, network.prefix(bits).text(), bits));
        }
    }

    /// Reads `192.0.2.0/24`, `2001:db8::/32`, or an address alone, which is a block of one. A block
    /// of IPv4-mapped IPv6 addresses is the IPv4 block it maps.
    ///
    /// @throws IllegalArgumentException with a sentence that quotes the text: it comes from the
    ///   operator's settings
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        Source network = Source.parse(slash < 0 ? text : text.substring(0, slash));
        if (network == null) {
            throw notACidr(text);
        }
        if (slash < 0) {
            return new Cidr(network, network.bits());
        }
        String digits = text.substring(slash + 1);
        if (!BITS.matcher(digits).matches()) {
            throw notACidr(text);
        }
        boolean mapped = network.isIpv4() && text.indexOf(':') >= 0;
        int bits = Integer.parseInt(digits) - (mapped ? Source.IPV6_BITS - Source.IPV4_BITS : 0);
        if (bits < 0 || bits > network.bits()) {
            throw notACidr(text);
        }
        return new Cidr(network, bits);
    }

    public boolean contains(Source source) {
        return source.isInNetwork(network, bits);
    }

    @Override
    public String toString() {
        return network.text() + "/" + bits;
    }

    private static IllegalArgumentException notACidr(String text) {
        return new IllegalArgumentException(
                "\"%s\" is not a block of addresses like 192.0.2.0/24 or 2001:db8::/32"
                        .formatted(text));
    }
}
