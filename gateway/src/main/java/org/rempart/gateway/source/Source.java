package org.rempart.gateway.source;

import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// The address a request comes from, or a prefix of it, as 128 bits.
///
/// An IPv4 address is held as the IPv6 address that maps it (`::ffff:a.b.c.d`, RFC 4291 section
/// 2.5.5.2), so a client is one source whether it reached an IPv4 socket or a dual-stack one.
/// Comparable only so that a hash map can keep colliding sources in a tree.
///
/// An address is personal data: `toString` names the family only, [#text()] is for the operator.
public record Source(long high, long low) implements Comparable<Source> {
    /// Bits of an IPv4 address.
    public static final int IPV4_BITS = 32;

    /// Bits of an IPv6 address.
    public static final int IPV6_BITS = 128;

    private static final int IPV6_SOURCE_BITS = 64;

    private static final long MAPPED_PREFIX = 0xffffL;
    private static final int MAPPED_BITS = IPV6_BITS - IPV4_BITS;

    /// The longest text of an address: eight groups, the last two written as IPv4.
    private static final int TEXT_CHARS_MAX = 45;

    /// The address in network byte order.
    ///
    /// @throws IllegalArgumentException when there are neither 4 nor 16 bytes
    public static Source of(byte[] address) {
        return switch (address.length) {
            case 4 ->
                    new Source(
                            0,
                            MAPPED_PREFIX << IPV4_BITS
                                    | Integer.toUnsignedLong(ByteBuffer.wrap(address).getInt()));
            case 16 -> {
                ByteBuffer bytes = ByteBuffer.wrap(address);
                yield new Source(bytes.getLong(), bytes.getLong());
            }
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes");
        };
    }

    /// The address of a socket; its name is not looked up.
    public static Source of(InetAddress address) {
        return of(address.getAddress());
    }

    /// Reads an address written in digits; null for anything else: names, zones, brackets, ports,
    /// and IPv4 with leading zeros, which some read as octal. Never asks DNS.
    public static @Nullable Source parse(String text) {
        if (text.length() > TEXT_CHARS_MAX) {
            return null;
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return ipv4(text);
        }
        boolean endsAsIpv4 = text.indexOf('.', colon) >= 0;
        boolean isWhole = !endsAsIpv4 || ipv4(text.substring(colon + 1)) != null;
        return isWhole && isHex(text, endsAsIpv4 ? colon : text.length()) ? ipv6(text) : null;
    }

    public boolean isIpv4() {
        return high == 0 && low >>> IPV4_BITS == MAPPED_PREFIX;
    }

    /// The network this address is in: the first `bits` bits of it, the others zero.
    ///
    /// @param bits 0 to 32 for IPv4, 0 to 128 for IPv6
    /// @throws IllegalArgumentException when out of that range
    public Source prefix(int bits) {
        int kept = bitsOf128(bits);
        return new Source(high & highMask(kept), low & lowMask(kept));
    }

    /// What has budgets and bounds of its own: an IPv4 address, or the /64 of an IPv6 address,
    /// which is one customer's.
    public Source budgeted() {
        return isIpv4() ? this : prefix(IPV6_SOURCE_BITS);
    }

    /// True when both are of one family and their first `bits` bits agree; `bits` as for
    /// [#prefix(int)].
    boolean isInNetwork(Source network, int bits) {
        if (isIpv4() != network.isIpv4()) {
            return false;
        }
        int kept = bitsOf128(bits);
        return ((high ^ network.high) & highMask(kept)) == 0
                && ((low ^ network.low) & lowMask(kept)) == 0;
    }

    /// The address as people write it (RFC 5952 for IPv6).
    public String text() {
        return isIpv4() ? NetUtil.intToIpAddress((int) low) : NetUtil.toAddressString(address());
    }

    InetAddress address() {
        byte[] address =
                isIpv4()
                        ? ByteBuffer.allocate(4).putInt((int) low).array()
                        : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are an address", e);
        }
    }

    @Override
    public int compareTo(Source other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return isIpv4() ? "Source[IPv4]" : "Source[IPv6]";
    }

    int bits() {
        return isIpv4() ? IPV4_BITS : IPV6_BITS;
    }

    private int bitsOf128(int bits) {
        if (bits < 0 || bits > bits()) {
            throw new IllegalArgumentException(
                    "a prefix of this family has 0 to %d bits".formatted(bits()));
        }
        return isIpv4() ? MAPPED_BITS + bits : bits;
    }

    private static long highMask(int bits) {
        return bits == 0 ? 0 : bits >= Long.SIZE ? -1L : -1L << (Long.SIZE - bits);
    }

    private static long lowMask(int bits) {
        return bits <= Long.SIZE ? 0 : -1L << (IPV6_BITS - bits);
    }

    private static @Nullable Source ipv4(String text) {
        long address = 0;
        int octet = 0;
        int digits = 0;
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && digits > 0) {
                address = address << 8 | octet;
                octet = 0;
                digits = 0;
                dots++;
            } else if (c >= '0' && c <= '9' && (digits == 0 || octet > 0)) {
                octet = octet * 10 + (c - '0');
                digits++;
            } else {
                return null;
            }
            if (octet > 255) {
                return null;
            }
        }
        return dots == 3 && digits > 0
                ? new Source(0, MAPPED_PREFIX << IPV4_BITS | address << 8 | octet)
                : null;
    }

    private static @Nullable Source ipv6(String text) {
        try {
            return of(Inet6Address.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isHex(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F') && c != ':') {
                return false;
            }
        }
        return true;
    }
}
