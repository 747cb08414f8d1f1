package org.rempart.loadtests.volume;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes the address of a client into the place that a prepared request keeps for it. Clients with
/// an even number have IPv4 addresses, the others IPv6 ones; no two of the first hundred million
/// share an address, nor any two an IPv6 /64.
public final class ForwardedClient {
    /// What a request holds in its place: as long as every address that may stand there.
    public static final String IPV4 = "100.100.100.100";

    /// The same for IPv6.
    public static final String IPV6 = "2a00:0000:0000:0000:0000:0000:0000:0001";

    /// Two digits in each of four numbers.
    private static final long IPV4_COUNT = 100_000_000;

    /// Prime to [#IPV4_COUNT], so that neighbours by number are none by address.
    private static final long IPV4_STEP = 61_803_399;

    /// Odd, for the same over 48 bits.
    private static final long IPV6_STEP = 0x9E37_79B9_7F4BL;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private ForwardedClient() {}

    /// Where a request keeps the place; -1 when it has none.
    static int place(String request) {
        int ipv4 = request.indexOf(IPV4);
        return ipv4 >= 0 ? ipv4 : request.indexOf(IPV6);
    }

    /// Writes the address of a client.
    ///
    /// @param at where the place is in the buffer
    static void write(ByteBuffer out, int at, long client) {
        if (client % 2 == 0) {
            long left = client / 2 % IPV4_COUNT * IPV4_STEP % IPV4_COUNT;
            for (int number = 0; number < 4; number++) {
                out.put(at + number * 4 + 2, (byte) ('0' + left % 10));
                out.put(at + number * 4 + 1, (byte) ('0' + left / 10 % 10));
                left /= 100;
            }
        } else {
            long left = client / 2 * IPV6_STEP;
            for (int digit = 0; digit < 12; digit++) {
                out.put(at + 5 + digit / 4 * 5 + digit % 4, HEX[(int) (left & 15)]);
                left >>>= 4;
            }
        }
    }
}
